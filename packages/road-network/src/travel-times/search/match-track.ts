import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { giveWay, ONE_SEARCH, Stretches } from '../give-way.ts';
import type { MatchedTrack, TrackFix } from '../road-search.ts';
import type { ProfileRoads } from './profile-roads.ts';
import type { RoadSnapper, Snap } from './snap.ts';

/** Nearer to the last one a fix tells of standing, not of driving. */
const LEAST_STEP_METERS = 25;
/** A fix less exact than this says nothing about the road. */
const MOST_ACCURACY_METERS = 100;
const USUAL_ACCURACY_METERS = 10;
const CANDIDATES = 4;
/** By how much the way and the straight line usually differ (Newson & Krumm's β). */
const DETOUR_METERS = 40;
/** A way this much longer than the straight line was not driven between two fixes. */
const MOST_DETOUR = 3;
const DETOUR_SLACK_METERS = 300;

interface State {
  readonly snap: Snap;
  readonly cost: number;
  readonly meters: number;
  readonly offRoadMeters: number;
}

/**
 * The road that a track was driven on, by a hidden Markov model (Newson & Krumm 2009): of the roads near each fix those that
 * lie close to it and are joined by ways about as long as the fixes are apart. Others may ask meanwhile.
 */
export async function matchTrack(
  roads: ProfileRoads,
  snapper: RoadSnapper,
  speedOf: (segment: number) => number,
  fixes: readonly TrackFix[],
): Promise<MatchedTrack> {
  const stretches = new Stretches();
  let [meters, offRoadMeters] = [0, 0];
  let states: State[] = [];
  let last: LonLat | null = null;
  /** The piece so far ends; what lies between it and the next is driven straight. */
  const close = () => {
    const best = cheapest(states);
    meters += best?.meters ?? 0;
    offRoadMeters += best?.offRoadMeters ?? 0;
    states = [];
  };
  for (const fix of thinned(fixes)) {
    const sigma = Math.max(USUAL_ACCURACY_METERS, (fix.accuracyMeters ?? USUAL_ACCURACY_METERS) / 2);
    const candidates = snapper.near(fix, speedOf, CANDIDATES, Math.max(60, 3 * sigma));
    const straight = last ? greatCircleMeters(last, fix) : 0;
    const next = candidates.flatMap((snap) => {
      const emission = (snap.distanceMeters / sigma) ** 2 / 2;
      const reached = states.flatMap((state): State[] => {
        const way = roads.findWay(state.snap, snap);
        const driven = way.meters / 10;
        if (way.nodes.length === 0 || driven > straight * MOST_DETOUR + DETOUR_SLACK_METERS) return [];
        const cost = state.cost + emission + Math.abs(driven - straight) / DETOUR_METERS;
        return [{ snap, cost, meters: state.meters + driven, offRoadMeters: state.offRoadMeters }];
      });
      return cheapest(reached) ?? [];
    });
    if (next.length > 0) states = next;
    else {
      close();
      meters += straight;
      offRoadMeters += straight;
      states = candidates.map((snap) => ({
        snap,
        cost: (snap.distanceMeters / sigma) ** 2 / 2,
        meters: 0,
        offRoadMeters: 0,
      }));
    }
    last = fix;
    if (stretches.isOver(2 * ONE_SEARCH * CANDIDATES ** 2)) await giveWay();
  }
  close();
  return { meters: Math.round(meters), offRoadMeters: Math.round(offRoadMeters) };
}

const cheapest = (states: readonly State[]): State | undefined =>
  states.reduce<State | undefined>((best, state) => (best && best.cost <= state.cost ? best : state), undefined);

function thinned(fixes: readonly TrackFix[]): TrackFix[] {
  const kept: TrackFix[] = [];
  for (const fix of fixes) {
    if ((fix.accuracyMeters ?? 0) > MOST_ACCURACY_METERS) continue;
    const before = kept.at(-1);
    if (!before || greatCircleMeters(before, fix) >= LEAST_STEP_METERS) kept.push(fix);
  }
  return kept;
}
