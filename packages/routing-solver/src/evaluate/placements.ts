import type { Model } from '../model/model.ts';

export interface Placement {
  readonly nodes: number[];
  /** Position of the job's pickup before the insertion; −1 when it has none to place. */
  readonly pickupPosition: number;
  /** Position of the job's own stop before the insertion, the pickup not counted. */
  readonly position: number;
}

/** Every way to put a job into an order of stops behind its locked start, time and room not looked at. */
export function* placements(model: Model, route: number, order: readonly number[], job: number): Generator<Placement> {
  const first = model.firstNode[job]!;
  const second = model.partner[first]!;
  const from = model.locked[route]!.length;
  for (let at = from; at <= order.length; at++) {
    if (second < 0) {
      yield { nodes: order.toSpliced(at, 0, first), pickupPosition: -1, position: at };
      continue;
    }
    const withPickup = order.toSpliced(at, 0, first);
    for (let then = at; then <= order.length; then++) {
      yield { nodes: withPickup.toSpliced(then + 1, 0, second), pickupPosition: at, position: then };
    }
  }
}
