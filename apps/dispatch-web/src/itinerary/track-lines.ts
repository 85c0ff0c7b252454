import type { AnswerOf, itineraryEndpoints } from '@roundsman/api-contract';

export type Fix = AnswerOf<typeof itineraryEndpoints.track>['rows'][number];

/** Nobody knows the way of a vehicle that was not heard of for longer: a straight line would be made up. */
const LONGEST_SILENCE_MILLISECONDS = 5 * 60_000;

/** A recorded track, oldest fix first, as lines of [longitude, latitude]; silence breaks a line, a single fix is none. */
export function trackLines(fixes: readonly Fix[]): number[][][] {
  const lines: number[][][] = [];
  let heardAtMs = Number.NEGATIVE_INFINITY;
  for (const { at, lon, lat } of fixes) {
    const atMs = Date.parse(at);
    if (atMs - heardAtMs > LONGEST_SILENCE_MILLISECONDS) lines.push([]);
    lines.at(-1)!.push([lon, lat]);
    heardAtMs = atMs;
  }
  return lines.filter((line) => line.length > 1);
}
