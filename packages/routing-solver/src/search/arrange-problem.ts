import type { ListedArcs, Problem, TravelMatrix } from '../problem.ts';

/** Below it everything is in the cache anyway. */
const FEWEST_PLACES = 60;

/**
 * The same problem with places and jobs renumbered along a chain of nearest neighbours. The search asks about neighbours all the time: when
 * their numbers are close, so are their arcs in memory, which is worth a third of its speed at 1,000 stops. Ids and the order of
 * `places` stay, so plans of it are plans of the problem.
 */
export function arrangeByNearness(problem: Problem): Problem {
  const { matrix, places, jobs } = problem;
  if (matrix.size < FEWEST_PLACES) return problem;
  const row = matrix.listed ? rowsByListedNearness(matrix, matrix.listed) : rowsByNearness(matrix);
  const arrangedPlaces = places.map((place) => ({ ...place, matrixIndex: row[place.matrixIndex]! }));
  const rowOfJob = ({ placeIndex }: Problem['jobs'][number]) => arrangedPlaces[placeIndex]!.matrixIndex;
  return {
    ...problem,
    matrix: arrangeMatrix(matrix, row),
    places: arrangedPlaces,
    jobs: jobs.toSorted((a, b) => rowOfJob(a) - rowOfJob(b)),
  };
}

/** The new row of each old one. */
function rowsByNearness({ size, seconds }: TravelMatrix): Int32Array {
  const row = new Int32Array(size).fill(-1);
  let last = 0;
  row[last] = 0;
  for (let count = 1; count < size; count++) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let place = 0; place < size; place++) {
      if (row[place]! >= 0) continue;
      const travel = seconds[last * size + place]!;
      const away = travel < 0 ? Number.MAX_VALUE : travel;
      if (away < least) {
        least = away;
        nearest = place;
      }
    }
    row[nearest] = count;
    last = nearest;
  }
  return row;
}

/** The same along listed arcs; where none leads to a new place, from the last place that has one. */
function rowsByListedNearness({ size, seconds }: TravelMatrix, { firstArc, to, hubs }: ListedArcs): Int32Array {
  const row = new Int32Array(size).fill(-1);
  // All arcs of hubs would be looked through again and again.
  const isHub = new Set(hubs);
  let count = 0;
  for (let seed = 0; seed < size; seed++) {
    if (row[seed]! >= 0) continue;
    const path = [seed];
    row[seed] = count++;
    while (path.length > 0) {
      const last = path.at(-1)!;
      let nearest = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let arc = firstArc[last]!; arc < firstArc[last + 1]! && !isHub.has(last); arc++) {
        if (seconds[arc]! < 0 || seconds[arc]! >= least || row[to[arc]!]! >= 0) continue;
        least = seconds[arc]!;
        nearest = to[arc]!;
      }
      if (nearest < 0) path.pop();
      else {
        row[nearest] = count++;
        path.push(nearest);
      }
    }
  }
  return row;
}

function arrangeMatrix(matrix: TravelMatrix, row: Int32Array): TravelMatrix {
  if (matrix.listed) return arrangeListed(matrix, matrix.listed, row);
  const seconds = arrange(matrix.seconds, row);
  return {
    size: matrix.size,
    seconds,
    meters: matrix.meters === matrix.seconds ? seconds : arrange(matrix.meters, row),
  };
}

function arrangeListed(matrix: TravelMatrix, { firstArc, to, hubs }: ListedArcs, row: Int32Array): TravelMatrix {
  const { size } = matrix;
  const oldRow = new Int32Array(size);
  for (let place = 0; place < size; place++) oldRow[row[place]!] = place;
  const arranged = {
    firstArc: new Int32Array(size + 1),
    to: new Int32Array(to.length),
    seconds: new Int32Array(to.length),
    meters: new Int32Array(to.length),
  };
  let into = 0;
  for (let place = 0; place < size; place++) {
    const first = firstArc[oldRow[place]!]!;
    const order = Int32Array.from({ length: firstArc[oldRow[place]! + 1]! - first }, (_, at) => first + at);
    for (const arc of order.sort((a, b) => row[to[a]!]! - row[to[b]!]!)) {
      arranged.to[into] = row[to[arc]!]!;
      arranged.seconds[into] = matrix.seconds[arc]!;
      arranged.meters[into++] = matrix.meters[arc]!;
    }
    arranged.firstArc[place + 1] = into;
  }
  const listed = { firstArc: arranged.firstArc, to: arranged.to, hubs: hubs.map((hub) => row[hub]!) };
  return { size, seconds: arranged.seconds, meters: arranged.meters, listed };
}

function arrange(values: ArrayLike<number>, row: Int32Array): Int32Array {
  const size = row.length;
  const arranged = new Int32Array(size * size);
  for (let from = 0; from < size; from++) {
    const into = row[from]! * size;
    for (let to = 0; to < size; to++) arranged[into + row[to]!] = values[from * size + to]!;
  }
  return arranged;
}
