import type { ListedArcs, Problem, TravelMatrix } from '../problem.ts';

/** −1 in both: there is no way. */
export interface Drive {
  readonly seconds: number;
  readonly meters: number;
}

/** From one place of the problem to another, as the matrix says; by way of a hub where it lists only some arcs and not this one. */
export function driveBetween({ matrix, places }: Problem, from: number, to: number): Drive {
  const fromRow = places[from]!.matrixIndex;
  const toRow = places[to]!.matrixIndex;
  if (!matrix.listed) return driveOf(matrix, fromRow * matrix.size + toRow);
  const { listed } = matrix;
  const direct = listedDrive(matrix, listed, fromRow, toRow);
  if (direct) return direct;
  if (fromRow === toRow) return { seconds: 0, meters: 0 };
  let best: Drive = { seconds: -1, meters: -1 };
  for (const hub of listed.hubs) {
    const there = listedDrive(matrix, listed, fromRow, hub);
    const onward = listedDrive(matrix, listed, hub, toRow);
    if (!there || !onward || there.seconds < 0 || onward.seconds < 0) continue;
    const whole = { seconds: there.seconds + onward.seconds, meters: there.meters + onward.meters };
    const isSlower = best.seconds >= 0 && whole.seconds > best.seconds;
    const isLonger = whole.seconds === best.seconds && whole.meters >= best.meters;
    if (!isSlower && !isLonger) best = whole;
  }
  return best;
}

function listedDrive(matrix: TravelMatrix, { firstArc, to }: ListedArcs, from: number, target: number): Drive | null {
  let low = firstArc[from]!;
  let high = firstArc[from + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (to[middle] === target) return driveOf(matrix, middle);
    if (to[middle]! < target) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

function driveOf({ seconds, meters }: TravelMatrix, arc: number): Drive {
  const reachable = seconds[arc]! >= 0 && meters[arc]! >= 0;
  return reachable ? { seconds: seconds[arc]!, meters: meters[arc]! } : { seconds: -1, meters: -1 };
}
