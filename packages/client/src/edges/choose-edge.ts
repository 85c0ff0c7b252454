import type { ClientClock } from '../clock.ts';

/** How long an edge that failed stands behind the others. */
const SET_ASIDE_MILLISECONDS = 30_000;

/** The one place that decides which edge is tried next. */
export interface EdgeChoice {
  /** In the order to try them now. */
  order(): readonly string[];
  answered(edge: string): void;
  failed(edge: string): void;
}

/** The configured order rules; an edge that failed moves to the back until it answers again or half a minute has passed. */
export function chooseEdge(edges: readonly string[], clock: ClientClock): EdgeChoice {
  const failedAt = new Map<string, number>();
  const isAside = (edge: string) =>
    clock.monotonicMilliseconds() - (failedAt.get(edge) ?? Number.NEGATIVE_INFINITY) < SET_ASIDE_MILLISECONDS;
  return {
    order: () => [...edges.filter((edge) => !isAside(edge)), ...edges.filter(isAside)],
    answered: (edge) => failedAt.delete(edge),
    failed: (edge) => failedAt.set(edge, clock.monotonicMilliseconds()),
  };
}
