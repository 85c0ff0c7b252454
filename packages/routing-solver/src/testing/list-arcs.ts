import type { Problem } from '../problem.ts';

/** The same problem with some arcs only: those that `keeps` says, and all from and to where vehicles start, end and reload. */
export function listArcs(problem: Problem, keeps: (from: number, to: number) => boolean): Problem {
  const { matrix, places, vehicles } = problem;
  const homes = vehicles.flatMap(({ startPlaceIndex, endPlaceIndex, reload }) =>
    [startPlaceIndex, endPlaceIndex, reload?.placeIndex].filter((place) => typeof place === 'number'),
  );
  const hubs = [...new Set(homes.map((place) => places[place]!.matrixIndex))];
  const firstArc = [0];
  const to: number[] = [];
  const arcs: number[] = [];
  for (let from = 0; from < matrix.size; from++) {
    for (let other = 0; other < matrix.size; other++) {
      if (!hubs.includes(from) && !hubs.includes(other) && !keeps(from, other)) continue;
      to.push(other);
      arcs.push(from * matrix.size + other);
    }
    firstArc.push(to.length);
  }
  const listed = { firstArc, to, hubs };
  const seconds = arcs.map((arc) => matrix.seconds[arc]!);
  const meters = arcs.map((arc) => matrix.meters[arc]!);
  return { ...problem, matrix: { size: matrix.size, seconds, meters, listed } };
}
