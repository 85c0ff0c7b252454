import { RoadError, type RoadErrorCode, type Roads } from '@roundsman/road-network';
import { Problem } from './platform/index.ts';

/** Roads as the doors and roles use them: what they cannot answer is a refusal in words, and known to the status page. */
export interface ServedRoads extends Roads {
  /** What did not answer when it was asked last; null: all is well. */
  trouble(): string | null;
}

/** Codes that may pass by themselves: whoever asked may ask again. */
const MAY_PASS = new Set<RoadErrorCode>(['provider_failed', 'provider_unavailable', 'busy', 'worker_stopped']);

/**
 * A service outside that is down, or a thread that died, is no fault of the request and none of ours: 503 `roads_unavailable` or
 * `geocoder_unavailable` with whom it is about, instead of 500. Points and sizes that cannot be are 422 and 413.
 */
export function servedRoads(roads: Roads): ServedRoads {
  const troubles = { roads: null as string | null, geocoder: null as string | null };

  function watched<Question extends unknown[], Answer>(
    part: keyof typeof troubles,
    ask: (...question: Question) => Promise<Answer>,
  ): (...question: Question) => Promise<Answer> {
    return async (...question) => {
      try {
        const answer = await ask(...question);
        troubles[part] = null;
        return answer;
      } catch (error) {
        if (!(error instanceof RoadError) || error.code === 'closed') throw error;
        if (MAY_PASS.has(error.code)) troubles[part] = error.message;
        throw problemOf(error, part);
      }
    };
  }

  const { travelTimes, search, geocoder, mapTiles } = roads;
  const matrix = watched('roads', travelTimes.matrix);
  return {
    ...roads,
    travelTimes: {
      provider: travelTimes.provider,
      matrix: async (...question) => {
        const answer = await matrix(...question);
        if (answer.lastKnown)
          troubles.roads = `${travelTimes.provider.label} does not answer; last known times are used.`;
        return answer;
      },
      shape: watched('roads', travelTimes.shape),
      nearest: watched('roads', travelTimes.nearest),
    },
    search: {
      neighbours: watched('roads', search.neighbours),
      matchTrack: watched('roads', search.matchTrack),
      reach: watched('roads', search.reach),
    },
    geocoder: {
      provider: geocoder.provider,
      geocode: watched('geocoder', (query) => geocoder.geocode(query)),
      geocodeMany: watched('geocoder', (queries) => geocoder.geocodeMany(queries)),
      reverse: watched('geocoder', (point) => geocoder.reverse(point)),
      suggest: watched('geocoder', (text, options) => geocoder.suggest(text, options)),
    },
    mapTiles: { ...mapTiles, tile: watched('roads', mapTiles.tile) },
    trouble: () => troubles.roads ?? troubles.geocoder,
  };
}

const CODES = { roads: 'roads_unavailable', geocoder: 'geocoder_unavailable' } as const;
const TITLES = {
  roads: 'The roads do not answer right now',
  geocoder: 'Addresses cannot be looked up right now',
};

function problemOf(error: RoadError, part: keyof typeof TITLES): Problem {
  if (MAY_PASS.has(error.code)) {
    return new Problem({
      status: 503,
      code: CODES[part],
      title: TITLES[part],
      detail: error.message,
      retryAfterSeconds: 30,
      remedy:
        'Nothing was changed. Try again in a minute; if it stays so, whoever runs the platform can see why on the status page.',
    });
  }
  if (error.code === 'too_large')
    return new Problem({ status: 413, code: 'too_many_places', title: error.message, remedy: error.remedy });
  return new Problem({
    status: 422,
    code: 'roads_refused',
    title: error.message,
    remedy: error.remedy,
    fields: error.field ? [{ field: error.field, code: error.code, message: error.message, remedy: error.remedy }] : [],
  });
}
