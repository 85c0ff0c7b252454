import type { ListedArcs, Problem, TravelMatrix } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

/** Above this, sums of a route could leave 32 bits. */
const MOST_METERS = 20_000_000;
const MOST_SECONDS = 10_000_000;

const good = new WeakSet<TravelMatrix>();

/** Looks at each matrix object once while it is good. */
export function validateMatrix({ matrix }: Problem, list: FaultList): void {
  if (good.has(matrix)) return;
  if (matrix.listed && !validateListed(matrix, matrix.listed, list)) return;
  const before = list.faults.length;
  const { size } = matrix;
  list.integer('matrix.size', size);
  for (const [name, values, most] of [
    ['seconds', matrix.seconds, MOST_SECONDS],
    ['meters', matrix.meters, MOST_METERS],
  ] as const) {
    const needed = matrix.listed ? matrix.listed.to.length : size * size;
    if (values.length !== needed) {
      list.add(
        `matrix.${name}`,
        'wrong_size',
        `matrix.${name} has ${values.length} entries; ${matrix.listed ? 'the arcs listed' : `${size} places`} need ${needed}.`,
      );
      continue;
    }
    // Where time is distance both are one array.
    if (values === matrix.seconds && name === 'meters') continue;
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      if (value >= 0 && value <= most && Number.isInteger(value)) continue;
      if (value !== -1) list.integer(`matrix.${name}[${at}]`, value, -1, most);
      if (list.faults.length >= 100) return;
    }
  }
  if (list.faults.length === before) good.add(matrix);
}

/** False when what is wrong is in the way of looking further. */
function validateListed({ size }: TravelMatrix, { firstArc, to, hubs }: ListedArcs, list: FaultList): boolean {
  const before = list.faults.length;
  const wrongSize = (field: string, message: string) => list.add(`matrix.listed.${field}`, 'wrong_size', message);
  if (firstArc.length !== size + 1) {
    wrongSize('firstArc', `matrix.listed.firstArc has ${firstArc.length} entries; ${size} places need ${size + 1}.`);
    return false;
  }
  for (let row = 0; row <= size && list.faults.length === before; row++) {
    const least = row === 0 ? 0 : firstArc[row - 1]!;
    const most = row === 0 ? 0 : to.length;
    list.integer(`matrix.listed.firstArc[${row}]`, firstArc[row]!, least, most);
  }
  if (firstArc[size] !== to.length) {
    wrongSize('to', `matrix.listed.to has ${to.length} entries; firstArc ends with ${firstArc[size]}.`);
  }
  if (list.faults.length > before) return false;
  for (let row = 0; row < size; row++) {
    for (let arc = firstArc[row]!; arc < firstArc[row + 1]! && list.faults.length === before; arc++) {
      const least = arc === firstArc[row] ? 0 : to[arc - 1]! + 1;
      list.integer(`matrix.listed.to[${arc}]`, to[arc]!, least, size - 1);
    }
  }
  validateHubs({ firstArc, to, hubs }, size, list);
  return list.faults.length === before;
}

/** Arcs to itself may be left out. */
function validateHubs({ firstArc, to, hubs }: ListedArcs, size: number, list: FaultList): void {
  const isHub = new Map([...hubs].map((hub, at) => [hub, at]));
  const arriving = new Int32Array(hubs.length);
  const leaving = new Int32Array(hubs.length);
  for (let row = 0; row < size; row++) {
    for (let arc = firstArc[row]!; arc < firstArc[row + 1]!; arc++) {
      if (to[arc] === row) continue;
      const from = isHub.get(row);
      const into = isHub.get(to[arc]!);
      if (from !== undefined) leaving[from]!++;
      if (into !== undefined) arriving[into]!++;
    }
  }
  for (const [at, hub] of hubs.entries()) {
    const field = `matrix.listed.hubs[${at}]`;
    list.integer(field, hub, 0, size - 1);
    if (isHub.get(hub) !== at) list.add(field, 'duplicate', `Row ${hub} is named as a hub twice.`);
    else if (leaving[at] !== size - 1 || arriving[at] !== size - 1) {
      list.add(field, 'wrong_size', `Row ${hub} is a hub and needs an arc to and from every other; some are missing.`);
    }
  }
}
