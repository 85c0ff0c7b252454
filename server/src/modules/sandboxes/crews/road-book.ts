import type { RouteShape } from '@roundsman/api-contract';
import { type Road, roadOf } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import type { Database } from '../../../platform/index.ts';
import type { Log } from '../../../platform/log/index.ts';
import { drivingProfiles } from '../../fleet/index.ts';
import { getItinerary, routeOfItinerary } from '../../itineraries/index.ts';
import { drawRoutes } from '../../plans/index.ts';

interface Drawn {
  readonly revision: number;
  readonly legs: RouteShape['legs'] | null;
}

/** Of so many itineraries; those drawn longest ago are forgotten, and drawn again when they are asked for. */
const MOST_KEPT = 500;

/** The roads that simulated crews take, drawn outside of any transaction and kept in memory: lost, they are drawn again. */
export class RoadBook {
  readonly #database: Database;
  readonly #roads: Pick<Roads, 'travelTimes'>;
  readonly #log: Log;
  readonly #drawn = new Map<string, Drawn>();

  constructor(database: Database, roads: Pick<Roads, 'travelTimes'>, log: Log) {
    this.#database = database;
    this.#roads = roads;
    this.#log = log;
  }

  /** The road to a stop (null: home) as far as it is drawn; a straight line until then, or where there is none. */
  roadTo(itineraryId: string, stopId: string | null, ends: readonly [Point, Point]): Road {
    const leg = this.#drawn.get(itineraryId)?.legs?.find(({ toStopId }) => toStopId === stopId);
    const coordinates = leg?.line.coordinates ?? [];
    return roadOf(coordinates.length > 1 ? coordinates : ends.map(({ lon, lat }) => [lon, lat]));
  }

  /** Draws an itinerary's roads in the background when they are not known as it stands. */
  look(organisationId: string, itineraryId: string, revision: number): void {
    if (this.#drawn.get(itineraryId)?.revision === revision) return;
    this.#keep(itineraryId, { revision, legs: this.#drawn.get(itineraryId)?.legs ?? null });
    void this.#draw(organisationId, itineraryId, revision).catch((error: unknown) =>
      this.#log.debug({ err: error, itineraryId }, 'a simulated crew drives straight: its roads could not be drawn'),
    );
  }

  async #draw(organisationId: string, itineraryId: string, revision: number): Promise<void> {
    const { itinerary, profiles } = await this.#database.read(organisationId, async (work) => ({
      itinerary: await getItinerary(work, itineraryId),
      profiles: await drivingProfiles(work),
    }));
    const route = routeOfItinerary(itinerary);
    const [shape] = route ? await drawRoutes(this.#roads, [route], profiles) : [];
    this.#keep(itineraryId, { revision, legs: shape?.legs ?? null });
  }

  #keep(itineraryId: string, drawn: Drawn): void {
    this.#drawn.delete(itineraryId);
    this.#drawn.set(itineraryId, drawn);
    const [oldest] = this.#drawn.keys();
    if (this.#drawn.size > MOST_KEPT && oldest !== undefined) this.#drawn.delete(oldest);
  }
}

type Point = { readonly lon: number; readonly lat: number };
