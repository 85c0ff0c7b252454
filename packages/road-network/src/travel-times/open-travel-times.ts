import { join } from 'node:path';
import type { OutsideService } from '../outside-service/index.ts';
import { RoadError } from '../road-error.ts';
import { cachedTravelTimes, DEFAULT_MAX_PAIRS } from './cache/cached-travel-times.ts';
import { keepPairs, pairsPath } from './cache/kept-pairs.ts';
import { lastKnownTravelTimes } from './cache/last-known.ts';
import { PairCache } from './cache/pair-cache.ts';
import { osrmOverHttp } from './osrm/index.ts';
import type { ReachSearch, RoadSearch } from './road-search.ts';
import { openSearch } from './search/index.ts';
import { straightLineTravelTimes } from './straight-line.ts';
import type { TravelTimes, TravelTimesName } from './travel-times.ts';
import { openValhalla, valhallaOverHttp } from './valhalla/index.ts';

export interface TravelTimesChoice {
  /** `auto`: our own search, which measures better for matrices (docs/roads.md). All others only by name. */
  readonly provider: 'auto' | TravelTimesName;
  /** Where `valhalla_http` or `osrm_http` is. */
  readonly service: OutsideService | null;
  readonly extractPath: string;
  /** The road graph of the extract's atlas. */
  readonly roadGraphPath: string;
  /** What is built from this extract lies here. */
  readonly home: string;
}

export type TravelTimesStep = 'building_valhalla';

export interface OpenedTravelTimes {
  readonly travelTimes: TravelTimes;
  /** Opened with its first question, unless it answers for travel times anyway. */
  readonly search: RoadSearch;
}

/** @throws RoadError `provider_unavailable` when the provider asked for cannot run here */
export async function openTravelTimes(
  choice: TravelTimesChoice,
  say: (step: TravelTimesStep) => void,
): Promise<OpenedTravelTimes> {
  let opening: ReturnType<typeof openSearch> | null = null;
  const openOnce = () => {
    opening ??= openSearch(choice.roadGraphPath, join(choice.home, 'search'));
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };
  const { travelTimes, reach } = await openProvider(choice, openOnce, say);
  return {
    travelTimes,
    search: {
      reach: reach ?? (async (from, minutes, profile) => (await openOnce()).reach(from, minutes, profile)),
      neighbours: async (places, profile, count) => (await openOnce()).neighbours(places, profile, count),
      matchTrack: async (fixes, profile) => (await openOnce()).matchTrack(fixes, profile),
    },
  };
}

async function openProvider(
  choice: TravelTimesChoice,
  openSearchOnce: () => Promise<TravelTimes>,
  say: (step: TravelTimesStep) => void,
): Promise<{ travelTimes: TravelTimes; reach?: ReachSearch['reach'] }> {
  switch (choice.provider) {
    case 'straight_line':
      return { travelTimes: straightLineTravelTimes() };
    case 'valhalla': {
      say('building_valhalla');
      const valhalla = await openValhalla(choice.extractPath, join(choice.home, 'valhalla'));
      return { travelTimes: await keptInProcess(valhalla, choice), reach: valhalla.reach };
    }
    // A thousand places take it a second of one core: less than to trust a file that another version may have written.
    case 'extract_search':
    case 'auto':
      return { travelTimes: cachedTravelTimes(await openSearchOnce(), { takesTurns: true, searchIsQuick: true }) };
    case 'valhalla_http': {
      const valhalla = valhallaOverHttp(serviceOf(choice));
      return { travelTimes: await keptOutside(valhalla, choice), reach: valhalla.reach };
    }
    case 'osrm_http':
      return { travelTimes: await keptOutside(osrmOverHttp(serviceOf(choice)), choice) };
  }
}

/** The same extract and the same engine give the same times: what was computed before is the answer. */
async function keptInProcess(inner: TravelTimes, { home }: TravelTimesChoice): Promise<TravelTimes> {
  const cache = new PairCache(DEFAULT_MAX_PAIRS);
  const { name, label } = inner.provider;
  return cachedTravelTimes(inner, { cache, kept: await keepPairs(cache, pairsPath(home, name, label)) });
}

/** Somebody else's roads may have changed since: what was answered before stands in only while they do not answer. */
async function keptOutside(inner: TravelTimes, { home, service }: TravelTimesChoice): Promise<TravelTimes> {
  const memory = new PairCache(DEFAULT_MAX_PAIRS / 2);
  const path = pairsPath(home, inner.provider.name, `${service?.label} ${service?.url}`);
  return cachedTravelTimes(lastKnownTravelTimes(inner, memory, await keepPairs(memory, path)));
}

function serviceOf({ provider, service }: TravelTimesChoice): OutsideService {
  if (service) return service;
  throw new RoadError({
    code: 'provider_unavailable',
    message: `Travel times by ${provider} were asked for, without the address of the service.`,
    remedy: 'Set the address of the service too.',
  });
}
