/** A route that is nothing but its locked start and the way home, and what may be late on it. */
export interface LockedAlone {
  readonly stopCount: number;
  /** When it may leave at the earliest, and when what it loads is there. */
  readonly leaving: number;
  readonly loaded: number;
  /** Breaks of its shift in order. */
  readonly breaks: readonly { readonly earliest: number; readonly duration: number; readonly isRest: boolean }[];
  /** How long a rest lasts that the wheel asks for, null = it asks for none. */
  readonly restSeconds: number | null;
  /** Seconds to drive to a stop from the one before; the number of stops is the way home. */
  driveTo(stop: number, leaving: number): number;
  /** Start of service at or after `arrival`; past the last window it is the arrival. */
  startAt(stop: number, arrival: number): number;
  serviceAt(stop: number): number;
}

/** Most seconds at the wheel without a rest, latest starts of the breaks of the shift and of service at the stops, and latest end. */
export interface Limits {
  readonly stretch: number;
  readonly breaks: readonly number[];
  readonly stops: readonly number[];
  readonly end: number;
}

/** One way to have come to a point of the route: when, after how many breaks, and how long since the last rest. `asked` is what is to be least. */
interface Way {
  readonly time: number;
  readonly taken: number;
  readonly driven: number;
  readonly asked: number;
}

/**
 * What a locked start needs of each limit at least. Where it keeps them all, wherever its breaks and rests are put, that is what they are. Else each
 * in turn is as much as any way through the route needs with all that come later unlimited: the wheel first, then breaks, then stop by stop, the
 * end of the shift last. So rest goes before punctuality, and no stop is late for the sake of one behind it.
 */
export function leastOfLocked(alone: LockedAlone, own: Limits): Limits {
  const order = [own.stretch, ...own.breaks, ...own.stops, own.end];
  if (least(alone, order, -1) !== null) return own;
  const limits = order.map(() => Number.POSITIVE_INFINITY);
  const firstStop = 1 + own.breaks.length;
  for (const [at, limit] of order.entries()) {
    const needed = Math.max(limit, least(alone, limits, at) ?? limit);
    // Breaks come in order, so none is owed before the one ahead of it.
    limits[at] = at > 1 && at < firstStop ? Math.max(needed, limits[at - 1]!) : needed;
  }
  return {
    stretch: limits[0]!,
    breaks: limits.slice(1, firstStop),
    stops: limits.slice(firstStop, -1),
    end: limits.at(-1)!,
  };
}

/**
 * The least value of one of the limits on any way through the route that keeps all of them; −∞ where it does not matter, null when there is no way.
 * @param limits in order of `leastOfLocked`. @param which −1 = none, any way will do.
 */
function least(alone: LockedAlone, limits: readonly number[], which: number): number | null {
  const { stopCount, breaks, restSeconds } = alone;
  const firstStop = 1 + breaks.length;
  const end = limits.length - 1;
  const noting = (way: Way, limit: number, value: number): Way =>
    limit === which ? { ...way, asked: Math.max(way.asked, value) } : way;

  const first: Way = { time: alone.leaving, taken: 0, driven: 0, asked: Number.NEGATIVE_INFINITY };
  let ways = paused([first]).map((way) => ({ ...way, time: Math.max(way.time, alone.loaded) }));
  for (let stop = 0; stop < stopCount; stop++) ways = paused(served(paused(driven(ways, stop)), stop));
  let found: number | null = null;
  for (const way of driven(ways, stopCount)) {
    if (way.time > Math.min(limits[end]!, way.taken < breaks.length ? limits[1 + way.taken]! : way.time)) continue;
    const { asked } = noting(
      noting(way, end, way.time),
      1 + way.taken,
      way.taken < breaks.length ? way.time : way.asked,
    );
    found = Math.min(found ?? asked, asked);
  }
  return found;

  function driven(from: readonly Way[], stop: number): Way[] {
    const there = from.map((way) => {
      const seconds = alone.driveTo(stop, way.time);
      return noting({ ...way, time: way.time + seconds, driven: way.driven + seconds }, 0, way.driven + seconds);
    });
    return there.filter((way) => way.driven <= limits[0]!);
  }

  function served(from: readonly Way[], stop: number): Way[] {
    const done: Way[] = [];
    for (const way of from) {
      const start = alone.startAt(stop, way.time);
      if (start > limits[firstStop + stop]!) continue;
      keep(done, noting({ ...way, time: start + alone.serviceAt(stop) }, firstStop + stop, start));
    }
    return done;
  }

  /** Each way also with its next breaks, and with a rest for the wheel, here and now. */
  function paused(from: readonly Way[]): Way[] {
    const all: Way[] = [];
    for (const way of from) keep(all, way);
    for (let each = 0; each < all.length; each++) {
      const way = all[each]!;
      const next = breaks[way.taken];
      const limit = 1 + way.taken;
      if (next) {
        const start = Math.max(way.time, next.earliest);
        const after = {
          ...way,
          time: start + next.duration,
          taken: way.taken + 1,
          driven: next.isRest ? 0 : way.driven,
        };
        if (start <= limits[limit]!) keep(all, noting(after, limit, start));
      }
      if (restSeconds !== null && way.driven > 0) keep(all, { ...way, time: way.time + restSeconds, driven: 0 });
    }
    return all;
  }
}

/** Adds a way unless another with as many breaks is worse in nothing. */
function keep(ways: Way[], way: Way): void {
  const isNoWorse = (other: Way) =>
    other.taken === way.taken && other.time <= way.time && other.driven <= way.driven && other.asked <= way.asked;
  if (!ways.some(isNoWorse)) ways.push(way);
}
