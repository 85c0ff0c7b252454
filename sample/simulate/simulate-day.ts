import type { DayReport } from '@roundsman/api-contract';
import { seededRandom } from '@roundsman/delivery-rules';
import { Crew, type CrewRecord } from './crew.ts';
import { type Credentials, Desk } from './desk.ts';
import { drawTempers } from './temper.ts';

export interface SimulationOptions {
  readonly url: string;
  /** Business seconds per real second, 1 to 600. */
  readonly speed: number;
  readonly seed: number;
  readonly credentials: Credentials;
  readonly say: (words: string) => void;
  readonly signal?: AbortSignal;
  /** So many crews set out, and the others stay at home; all unless said. */
  readonly mostCrews?: number;
}

export interface Simulation {
  readonly serviceDate: string;
  readonly crews: readonly CrewRecord[];
  readonly report: DayReport;
}

/** Crews are at their vehicles this long before the first departs. */
const EARLY_SECONDS = 300;

/**
 * Plays the sample organisation's day: a dispatcher prepares it where nobody has, then every crew drives its itinerary with
 * a phone of its own. The sandbox's clock runs `speed` times as fast and at its ordinary pace afterwards.
 */
export async function simulateDay({
  url,
  speed,
  seed,
  credentials,
  say,
  signal = new AbortController().signal,
  mostCrews = Number.POSITIVE_INFINITY,
}: SimulationOptions): Promise<Simulation> {
  const desk = await Desk.open(url, credentials);
  const organisation = await desk.organisation();
  if (organisation.kind !== 'sandbox')
    throw new Error(`${organisation.name} is no sandbox: real time cannot be played faster`);
  const serviceDate = organisation.clock.businessDate;
  await desk.prepareDay(serviceDate, seed, say);
  const itineraries = (await desk.itineraries(serviceDate))
    .filter(({ state }) => state === 'dispatched' || state === 'started')
    .slice(0, mostCrews);
  if (itineraries.length === 0) throw new Error(`No itinerary of ${serviceDate} is dispatched`);
  const roads = await desk.roads(serviceDate);
  const broken = new AbortController();
  const random = seededRandom(seed);
  const tempers = drawTempers(itineraries.length, random);
  const crews = [];
  for (const [index, itinerary] of itineraries.entries()) {
    const lead = itinerary.crew[0];
    if (!lead) throw new Error(`${itinerary.code} has no crew`);
    const pairingCode = await desk.pairingCode(lead.operatorId);
    crews.push(
      new Crew({
        url,
        pairingCode,
        deviceName: `Simulated phone ${index + 1}`,
        temper: tempers[index]!,
        random: seededRandom(seed * 1000 + index),
        roads,
        signal: AbortSignal.any([signal, broken.signal]),
      }),
    );
  }
  const firstDeparture = Math.min(...itineraries.map(({ departure }) => Date.parse(departure)));
  const present = await desk.organisation();
  const opening = firstDeparture - EARLY_SECONDS * 1000;
  // Time only runs forward: a day that has begun already goes on from where it is.
  const jump =
    opening > Date.parse(present.clock.businessNow) + 1000 ? { businessNow: new Date(opening).toISOString() } : {};
  await desk.setClock({ ...jump, speed });
  say(`${crews.length} crews set out at ×${speed}`);
  const telling = setInterval(() => void tellProgress(desk, serviceDate, say), 15_000);
  try {
    const runs = crews.map((crew) => crew.run());
    const records = await Promise.all(runs).catch(async (error: unknown) => {
      // With one the day is over for all, and what their phones hold has gone out before anybody goes on from here.
      broken.abort(error);
      await Promise.allSettled(runs);
      throw error;
    });
    return { serviceDate, crews: records, report: await desk.report(serviceDate) };
  } finally {
    clearInterval(telling);
    // Also when it is broken off: a day that races on with nobody driving would be late everywhere.
    await desk.setClock({ speed: 1 }).catch(() => say('The clock could not be set back to its ordinary pace'));
    await desk.close();
  }
}

async function tellProgress(desk: Desk, serviceDate: string, say: (words: string) => void): Promise<void> {
  try {
    const { clock } = await desk.organisation();
    const list = await desk.itineraries(serviceDate);
    const done = list.reduce((sum, { progress }) => sum + progress.done + progress.failed, 0);
    const of = list.reduce((sum, { progress }) => sum + progress.of, 0);
    say(`${clock.businessNow.slice(11, 16)} UTC: ${done} of ${of} visits`);
  } catch {
    say('The platform does not answer; crews go on and send later');
  }
}
