import type { Problem, TravelMatrix } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

/** Above this, sums of a route could leave 32 bits. */
const MOST_METERS = 20_000_000;
const MOST_SECONDS = 10_000_000;

const good = new WeakSet<TravelMatrix>();

/** Looks at each matrix object once while it is good. */
export function validateMatrix({ matrix }: Problem, list: FaultList): void {
  if (good.has(matrix)) return;
  const before = list.faults.length;
  const { size } = matrix;
  list.integer('matrix.size', size);
  for (const [name, values, most] of [
    ['seconds', matrix.seconds, MOST_SECONDS],
    ['meters', matrix.meters, MOST_METERS],
  ] as const) {
    if (values.length !== size * size) {
      list.add(
        `matrix.${name}`,
        'wrong_size',
        `matrix.${name} has ${values.length} entries; ${size} places need ${size * size}.`,
      );
      continue;
    }
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      if (value >= 0 && value <= most && Number.isInteger(value)) continue;
      if (value !== -1) list.integer(`matrix.${name}[${at}]`, value, -1, most);
      if (list.faults.length >= 100) return;
    }
  }
  if (list.faults.length === before) good.add(matrix);
}
