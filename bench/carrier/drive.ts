import { setTimeout as sleep } from 'node:timers/promises';
import type { LonLat } from '@roundsman/units';
import type { Ask } from './ask.ts';
import { type Carrier, DAWN, type Device } from './make-carrier.ts';
import { percentilesOf } from './percentiles.ts';

/** A phone with the itinerary that its crew drives, if it has one. */
export interface Driver extends Device {
  readonly itineraryId: string | null;
  readonly from: LonLat;
}

const EVERY_SECONDS = 10;
const MOST_UNDER_WAY = 256;
/** How long the desk's asker rests after each answer. */
const DESK_PAUSE_MILLISECONDS = 250;

/**
 * Every phone reports where it is each ten seconds, spread evenly; a screen follows the live feed; the desk asks one thing after the other.
 * Milliseconds as the sender sees them. What could not be sent because 256 requests were under way is counted as late.
 */
export async function driveAll(
  carrier: Carrier,
  ask: Ask,
  drivers: readonly Driver[],
  seconds: number,
  deskQuestions: Readonly<Record<string, () => Promise<{ milliseconds: number }>>>,
) {
  const sentAt = new Map<string, number>();
  const feed = await followFeed(carrier, sentAt);
  const ends = performance.now() + seconds * 1000;
  const answers: number[] = [];
  let [failed, late] = [0, 0];
  const send = async ({ token, itineraryId, from }: Driver, step: number) => {
    const at = new Date(DAWN.getTime() + Date.now() - carrier.realEpoch).toISOString();
    const fix = {
      lon: from.lon + step * 5e-4,
      lat: from.lat,
      accuracyMeters: 8,
      speedMetersPerSecond: 4,
      headingDegrees: 90,
      at,
    };
    if (itineraryId) sentAt.set(`${itineraryId} ${at}`, performance.now());
    await ask('POST', '/operator-api/positions', { itineraryId, fixes: [fix] }, token).then(
      ({ milliseconds }) => answers.push(milliseconds),
      () => failed++,
    );
  };
  const sendAll = async () => {
    const [began, under] = [performance.now(), new Set<Promise<void>>()];
    for (let number = 0; ; number++) {
      const due = began + (number * EVERY_SECONDS * 1000) / drivers.length;
      if (due >= ends) break;
      const early = due - performance.now();
      if (early > 1) await sleep(early);
      if (under.size >= MOST_UNDER_WAY) {
        late++;
        await Promise.race(under);
      }
      if (performance.now() >= ends) break;
      const going = send(drivers[number % drivers.length]!, Math.floor(number / drivers.length));
      under.add(going);
      void going.finally(() => under.delete(going));
    }
    await Promise.all(under);
  };
  const desk: Record<string, number[]> = {};
  const askAsTheDesk = async () => {
    while (performance.now() < ends) {
      for (const [name, question] of Object.entries(deskQuestions)) {
        const { milliseconds } = await question();
        desk[name] = [...(desk[name] ?? []), milliseconds];
        await sleep(DESK_PAUSE_MILLISECONDS);
      }
    }
  };
  await Promise.all([sendAll(), askAsTheDesk()]);
  // What the feed still carries belongs to what was sent.
  await sleep(1000);
  feed.close();
  return {
    ...{ seconds, asked: Math.round((drivers.length / EVERY_SECONDS) * 10) / 10, failed, late },
    sentPerSecond: Math.round((answers.length / seconds) * 10) / 10,
    answers: percentilesOf(answers),
    desk: Object.fromEntries(Object.entries(desk).map(([name, taken]) => [name, percentilesOf(taken)])),
    feed: { ...percentilesOf(feed.delays), ofSent: sentAt.size },
  };
}

/** Reads the desk's live feed; a delay is from the sending of a position to its arrival here. */
async function followFeed({ url, key }: Carrier, sentAt: ReadonlyMap<string, number>) {
  const away = new AbortController();
  const response = await fetch(`${url}/api/live`, { headers: { authorization: `Bearer ${key}` }, signal: away.signal });
  if (!response.ok || !response.body) throw new Error(`The live feed answered ${response.status}`);
  const delays: number[] = [];
  const read = async (body: ReadableStream<Uint8Array>) => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of body) {
      const messages = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = messages.pop()!;
      for (const message of messages) {
        if (!/^event: ?position$/m.test(message)) continue;
        const data = /^data: ?(.*)$/m.exec(message)?.[1];
        const { itineraryId, at } = JSON.parse(data ?? '{}') as { itineraryId?: string; at?: string };
        const sent = sentAt.get(`${itineraryId} ${at}`);
        if (sent !== undefined) delays.push(performance.now() - sent);
      }
    }
  };
  const ended = read(response.body).catch((error: unknown) => {
    if (!away.signal.aborted) throw error;
  });
  return {
    delays,
    close() {
      away.abort();
      void ended;
    },
  };
}
