import { type Client, mayPass, operatorEndpoints } from '@roundsman/client';
import type { DeviceDatabase, StoredFix } from './database.ts';

const SEND_EVERY_MILLISECONDS = 10_000;
const LARGEST_BATCH = 500;
/** Two working days at one fix in five seconds; beyond it the oldest go. */
const MOST_KEPT = 12_000;
const LEAST_SECONDS_BETWEEN = 4;
/** A fix vaguer than this says nothing about where on the road a vehicle is. */
const VAGUEST_METERS = 250;

export interface Located {
  readonly fix: Omit<StoredFix, 'id' | 'itineraryId'> | null;
  /** Why there is none. */
  readonly trouble: 'denied' | 'unavailable' | null;
}

export interface Positions {
  /** Records for this itinerary, or not at all: off duty and on breaks. */
  track(itineraryId: string | null): void;
  located(): Located;
  stop(): void;
}

/** Watches where the device is, keeps every fix until the platform has it, and sends them in batches. */
export function watchPositions(parts: {
  database: DeviceDatabase;
  client: Client;
  businessNow: () => string;
  onChange: () => void;
}): Positions {
  const { database, client, businessNow, onChange } = parts;
  const { fixes } = database;
  let itineraryId: string | null = null;
  let watch: number | null = null;
  let located: Located = { fix: null, trouble: null };
  let lastKeptAt = 0;
  let isSending = false;

  const take = ({ coords, timestamp }: GeolocationPosition) => {
    const fix = {
      lon: coords.longitude,
      lat: coords.latitude,
      accuracyMeters: coords.accuracy,
      speedMetersPerSecond: coords.speed,
      headingDegrees: Number.isFinite(coords.heading) ? coords.heading : null,
      at: businessNow(),
    };
    located = { fix, trouble: null };
    onChange();
    if (itineraryId === null || coords.accuracy > VAGUEST_METERS) return;
    if (timestamp - lastKeptAt < LEAST_SECONDS_BETWEEN * 1000) return;
    lastKeptAt = timestamp;
    void fixes.add({ ...fix, itineraryId }).then(dropOldest);
  };
  const fail = ({ code }: GeolocationPositionError) => {
    located = { ...located, trouble: code === 1 ? 'denied' : 'unavailable' };
    onChange();
  };

  const dropOldest = async () => {
    const surplus = (await fixes.count()) - MOST_KEPT;
    if (surplus > 0) await fixes.bulkDelete(await fixes.orderBy('id').limit(surplus).primaryKeys());
  };

  const send = async () => {
    if (isSending) return;
    isSending = true;
    try {
      const oldest = await fixes.orderBy('id').limit(LARGEST_BATCH).toArray();
      const [first] = oldest;
      if (!first) return;
      const batch = oldest.filter((fix) => fix.itineraryId === first.itineraryId);
      const body = { itineraryId: first.itineraryId, fixes: batch.map(({ id: _, itineraryId: __, ...fix }) => fix) };
      await client.call(operatorEndpoints.positions, { body, attempts: 1 }).catch((error: unknown) => {
        // What the platform will never take must not block the road for the rest.
        if (mayPass(error)) throw error;
      });
      await fixes.bulkDelete(batch.map(({ id }) => id!));
    } catch {
      // Out of reach: the fixes wait for the next round.
    } finally {
      isSending = false;
    }
  };
  const timer = setInterval(() => void send(), SEND_EVERY_MILLISECONDS);

  return {
    track: (id) => {
      itineraryId = id;
      if (id !== null && watch === null && 'geolocation' in navigator) {
        watch = navigator.geolocation.watchPosition(take, fail, { enableHighAccuracy: true, maximumAge: 5_000 });
      }
      if (id === null && watch !== null) {
        navigator.geolocation.clearWatch(watch);
        watch = null;
      }
    },
    located: () => located,
    stop: () => {
      clearInterval(timer);
      if (watch !== null) navigator.geolocation.clearWatch(watch);
    },
  };
}
