import type { App, AppStart } from '../clients/browse.ts';
import { type Phases, type Quantiles, quantiles } from './quantiles.ts';

/** Starts of one app while an edge was gray; `healthyContentMilliseconds` before that, for comparison. */
export interface AppFigures {
  readonly starts: number;
  /** The app itself did not start within 15 s. */
  readonly shellFailed: number;
  readonly contentFailed: number;
  readonly shellMilliseconds: Quantiles;
  readonly contentMilliseconds: Quantiles;
  readonly healthyContentMilliseconds: Quantiles;
}

export function appFigures(all: readonly AppStart[], phases: Phases): Readonly<Record<App, AppFigures>> | null {
  if (all.length === 0) return null;
  const of = (app: App): AppFigures => {
    const own = all.filter((start) => start.app === app);
    const gray = own.filter(({ atMs }) => atMs >= phases.grayFrom && atMs < phases.grayTo);
    const healthy = own.filter(({ atMs }) => atMs < phases.grayFrom);
    return {
      starts: gray.length,
      shellFailed: gray.filter(({ shellMs }) => shellMs === null).length,
      contentFailed: gray.filter(({ contentMs }) => contentMs === null).length,
      shellMilliseconds: quantiles(gray.flatMap(({ shellMs }) => shellMs ?? [])),
      contentMilliseconds: quantiles(gray.flatMap(({ contentMs }) => contentMs ?? [])),
      healthyContentMilliseconds: quantiles(healthy.flatMap(({ contentMs }) => contentMs ?? [])),
    };
  };
  return { customer_tracker: of('customer_tracker'), operator_app: of('operator_app') };
}
