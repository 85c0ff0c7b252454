import { NEVER, type Routes } from '../model/model.ts';

export type TravelByHour = ReturnType<typeof createTravelByHour>;

/**
 * How long drives last when factors change with the hour. Each profile is a clock of its own that counts seconds of the matrix driven
 * (Ichoua, Gendreau & Potvin 2003): a drive is over when that clock has moved on by the seconds of its arc. The clock never stops nor runs
 * backwards, so who leaves later never arrives earlier, and the latest departure for an arrival is its reading turned back.
 */
export function createTravelByHour({ hours, vehicleFactor }: Routes) {
  const { profile, first, from, factor, covered } = hours;

  /** @param arcSeconds of the matrix. @param leaving model seconds. */
  function lasting(route: number, arcSeconds: number, leaving: number): number {
    if (arcSeconds >= NEVER) return NEVER;
    const driven = arcSeconds * vehicleFactor[route]!;
    return profile[route]! < 0 ? Math.round(driven) : arrival(profile[route]!, driven, leaving) - leaving;
  }

  /** The last whole second to leave at so as to arrive by `arriving`. */
  function leavingBy(route: number, arcSeconds: number, arriving: number): number {
    if (arcSeconds >= NEVER) return arriving - NEVER;
    const driven = arcSeconds * vehicleFactor[route]!;
    const own = profile[route]!;
    if (own < 0) return arriving - Math.round(driven);
    // Arrivals are rounded, so the reading turned back is right but for a second or a few where steps are steep.
    let leaving = Math.floor(timeAt(own, readingAt(own, arriving) - driven));
    while (arrival(own, driven, leaving + 1) <= arriving) leaving++;
    while (arrival(own, driven, leaving) > arriving) leaving--;
    return leaving;
  }

  function arrival(of: number, driven: number, leaving: number): number {
    return Math.round(timeAt(of, readingAt(of, leaving) + driven));
  }

  function readingAt(of: number, time: number): number {
    const step = stepAt(from, of, time);
    return covered[step]! + (time - from[step]!) / factor[step]!;
  }

  function timeAt(of: number, reading: number): number {
    const step = stepAt(covered, of, reading);
    return from[step]! + (reading - covered[step]!) * factor[step]!;
  }

  /** The last step of a profile that begins by `value`, else its first. */
  function stepAt(begins: Float64Array, of: number, value: number): number {
    let low = first[of]!;
    let high = first[of + 1]! - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (begins[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return { lasting, leavingBy };
}
