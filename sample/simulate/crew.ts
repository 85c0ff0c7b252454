import type { CrewItinerary, CrewStop } from '@roundsman/api-contract';
import {
  type Client,
  type CommandInput,
  createClient,
  deviceSession,
  fieldClock,
  memoryOutboxStorage,
  type Outbox,
  openOutbox,
  operatorEndpoints,
  operatorTransport,
  type StoredPairing,
  systemClock,
  UnreachableError,
  uuid7,
} from '@roundsman/client';
import { drawEnding, positionOn, type Road, roadOf, settleVisit, type VisitEnding } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { onePixelPng } from './photo.ts';
import type { Temper } from './temper.ts';

export interface CrewPlan {
  readonly url: string;
  readonly pairingCode: string;
  readonly deviceName: string;
  readonly temper: Temper;
  readonly random: () => number;
  /** By the stop they lead to. */
  readonly roads: ReadonlyMap<string, readonly (readonly number[])[]>;
  readonly signal: AbortSignal;
}

export interface CrewRecord {
  /** Ids of the commands that were recorded; at the end of a run the platform has answered every one. */
  readonly commands: readonly string[];
  /** How many of them are about an itinerary; the rest are about duty. */
  readonly onItineraries: number;
  readonly fixesSent: number;
}

type Clock = ReturnType<typeof fieldClock>;
/** Business seconds between two fixes while driving. */
const FIX_SECONDS = 30;
/** Real milliseconds between two looks at the clock. */
const TICK_MILLISECONDS = 100;
/** How long a phone waits at the end for a platform that takes nothing of what it holds: who broke the day off does not wait long. */
const PATIENCE_SECONDS = { done: 300, brokenOff: 20 };

/** One crew with one phone: pairs it, reads the day, drives it, records what happens. Uses the Operator API alone. */
export class Crew {
  readonly #plan: CrewPlan;
  readonly #clock: Clock = fieldClock(systemClock);
  #client!: Client;
  #outbox!: Outbox;
  #offlineUntil = 0;
  #fixes: { itineraryId: string; fix: ReturnType<Crew['fixAt']> }[] = [];
  #fixesSent = 0;
  readonly #recorded: { id: string; itineraryId: string | null }[] = [];
  #here: LonLat | null = null;

  constructor(plan: CrewPlan) {
    this.#plan = plan;
  }

  /** Drives every itinerary of the day to its end. Returns what was recorded, all of which has gone out then; when the day is broken off, as far as the platform goes on taking it. Nothing goes out afterwards. */
  async run(): Promise<CrewRecord> {
    await this.#pair();
    const today = await this.#today();
    await this.#outbox.bind((await this.#pairing!)!.deviceId, today.nextDeviceSeq);
    this.#outbox.start();
    let patience = PATIENCE_SECONDS.brokenOff;
    try {
      await this.#record({ kind: 'duty', itineraryId: null, stopId: null, payload: { change: 'clock_in' } });
      for (const itinerary of today.itineraries)
        if (itinerary.state === 'dispatched' || itinerary.state === 'started') await this.#drive(itinerary);
      await this.#record({ kind: 'duty', itineraryId: null, stopId: null, payload: { change: 'clock_out' } });
      patience = PATIENCE_SECONDS.done;
    } finally {
      this.#offlineUntil = 0;
      try {
        await this.#sendAll(patience);
      } finally {
        await this.#outbox.stop();
      }
    }
    return this.#summary();
  }

  /** The platform's clock was set: business time goes on from here. */
  setBusiness(clock: { businessNow: string; speed: number }): void {
    this.#clock.setBusiness(clock);
  }

  #pairing: Promise<StoredPairing | null> | null = null;

  async #pair(): Promise<void> {
    let stored: StoredPairing | null = null;
    const storage = {
      load: async () => stored,
      save: async (next: StoredPairing | null) => {
        stored = next;
      },
    };
    const edges = [this.#plan.url];
    const session = deviceSession({ door: createClient({ edges }), storage });
    await session.pair(this.#plan.pairingCode, this.#plan.deviceName);
    this.#pairing = session.pairing();
    this.#client = createClient({ edges, session, fetch: (input, init) => this.#fetch(input, init) });
    this.#outbox = await openOutbox({
      storage: memoryOutboxStorage(),
      transport: operatorTransport(this.#client),
      clock: systemClock,
      fieldClock: this.#clock,
    });
  }

  /** A phone without a network: nothing goes out and nothing comes in. */
  async #fetch(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
    if (this.#now() < this.#offlineUntil) throw new TypeError('The phone is offline');
    return fetch(input, init);
  }

  async #today() {
    const sentAt = systemClock.epochMilliseconds();
    const today = await this.#client.call(operatorEndpoints.today, { budgetMilliseconds: 60_000 });
    this.#clock.contact(sentAt, systemClock.epochMilliseconds(), today.serverNow);
    this.#clock.setBusiness(today);
    return today;
  }

  async #drive(itinerary: CrewItinerary): Promise<void> {
    const { temper } = this.#plan;
    const base = { itineraryId: itinerary.id, stopId: null, payload: {} };
    this.#here = itinerary.start;
    await this.#until(Date.parse(itinerary.departure));
    await this.#record({ ...base, kind: 'acknowledge' });
    await this.#record({ ...base, kind: 'start' });
    const stops = itinerary.stops.filter(({ state }) => state === 'planned');
    for (const [index, stop] of stops.entries()) {
      const share = index / stops.length;
      if (temper.offline && share >= temper.offline.afterShare && this.#offlineUntil === 0)
        this.#offlineUntil = this.#now() + temper.offline.seconds * 1000;
      if (temper.breakdownAfterShare !== null && share >= temper.breakdownAfterShare) {
        await this.#breakDown(itinerary, stops.slice(index));
        return;
      }
      await this.#visit(itinerary, stop);
    }
    if (itinerary.finish)
      await this.#travel(
        itinerary.id,
        this.#roadTo(`back ${itinerary.id}`, itinerary.finish),
        itinerary.returnDriveSeconds,
      );
    await this.#record({ ...base, kind: 'drop_off' });
    await this.#record({ ...base, kind: 'finish' });
  }

  async #breakDown(itinerary: CrewItinerary, left: readonly CrewStop[]): Promise<void> {
    await this.#record({
      kind: 'interrupt',
      itineraryId: itinerary.id,
      stopId: null,
      payload: { reason: 'vehicle_broken', words: 'The vehicle does not start any more.' },
    });
    await this.#wait(1800);
    for (const stop of left)
      await this.#record({ kind: 'not_reached', itineraryId: itinerary.id, stopId: stop.id, payload: {} });
    for (const kind of ['drop_off', 'finish'] as const)
      await this.#record({ kind, itineraryId: itinerary.id, stopId: null, payload: {} });
  }

  async #visit(itinerary: CrewItinerary, stop: CrewStop): Promise<void> {
    const { temper, random } = this.#plan;
    const base = { itineraryId: itinerary.id, stopId: stop.id, payload: {} };
    const service = (Date.parse(stop.departure) - Date.parse(stop.serviceStart)) / 1000;
    if (stop.kind === 'break') {
      await this.#until(Date.parse(stop.serviceStart));
      await this.#record({ kind: 'duty', itineraryId: null, stopId: null, payload: { change: 'break_start' } });
      await this.#wait(service);
      await this.#record({ kind: 'duty', itineraryId: null, stopId: null, payload: { change: 'break_end' } });
      return;
    }
    await this.#record({ ...base, kind: 'on_my_way' });
    await this.#travel(
      itinerary.id,
      this.#roadTo(stop.id, stop.point ?? this.#here!),
      stop.driveSeconds * temper.driving,
    );
    await this.#record({ ...base, kind: 'arrive' });
    if (stop.window) await this.#until(Date.parse(stop.window.from));
    const ending = stop.job ? drawEnding(random) : 'complete';
    await this.#wait(ending === 'nobody_home' ? 600 : service * temper.service * (0.8 + random() * 0.4));
    await this.#settle(stop, base, ending);
  }

  async #settle(
    stop: CrewStop,
    base: Pick<CommandInput, 'itineraryId' | 'stopId' | 'payload'>,
    ending: VisitEnding,
  ): Promise<void> {
    const job = stop.job;
    if (!job) return this.#record({ ...base, kind: 'complete' });
    const settled = settleVisit(job.actions, job.contactName, ending);
    if (settled.kind === 'fail') return this.#record({ ...base, ...settled });
    const photo = { id: uuid7(systemClock.epochMilliseconds()), contentType: 'image/png', bytes: onePixelPng() };
    await this.#recordAll([
      { ...base, kind: 'proof', payload: { proofKind: 'photo', fileId: photo.id }, files: [photo] },
      { ...base, ...settled },
    ]);
  }

  #roadTo(key: string, to: LonLat): Road {
    const known = this.#plan.roads.get(key);
    const from = this.#here ?? to;
    return roadOf(
      known && known.length > 1
        ? known
        : [
            [from.lon, from.lat],
            [to.lon, to.lat],
          ],
    );
  }

  async #travel(itineraryId: string, road: Road, seconds: number): Promise<void> {
    const from = this.#now();
    let fixedAt = 0;
    for (;;) {
      const elapsed = (this.#now() - from) / 1000;
      if (elapsed - fixedAt >= FIX_SECONDS || elapsed >= seconds) {
        fixedAt = elapsed;
        this.#here = positionOn(road, seconds > 0 ? elapsed / seconds : 1, seconds);
        this.#fixes.push({
          itineraryId,
          fix: this.fixAt(positionOn(road, seconds > 0 ? elapsed / seconds : 1, seconds)),
        });
        void this.#sendFixes();
      }
      if (elapsed >= seconds) return;
      await this.#tick();
    }
  }

  fixAt(at: ReturnType<typeof positionOn>) {
    return { ...at, accuracyMeters: 8, at: this.#clock.businessNow() };
  }

  #sending = false;
  async #sendFixes(): Promise<void> {
    if (this.#sending || this.#fixes.length === 0) return;
    this.#sending = true;
    try {
      while (this.#fixes.length > 0) {
        const itineraryId = this.#fixes[0]!.itineraryId;
        const batch = this.#fixes.filter((one) => one.itineraryId === itineraryId).slice(0, 200);
        await this.#client.call(operatorEndpoints.positions, {
          body: { itineraryId, fixes: batch.map(({ fix }) => fix) },
        });
        this.#fixes = this.#fixes.filter((one) => !batch.includes(one));
        this.#fixesSent += batch.length;
      }
    } catch (error) {
      // Fixes are kept until the network is back; anything but that is a fault of the simulation or the platform.
      if (!(error instanceof UnreachableError)) throw error;
    } finally {
      this.#sending = false;
    }
  }

  async #record(input: CommandInput): Promise<void> {
    await this.#recordAll([input]);
  }

  async #recordAll(inputs: readonly CommandInput[]): Promise<void> {
    const entries = await this.#outbox.recordAll(inputs.map((input) => ({ ...input, fix: this.#fix() })));
    this.#recorded.push(...entries.map(({ command }) => command));
  }

  #fix() {
    const here = this.#here;
    return here
      ? {
          lon: here.lon,
          lat: here.lat,
          accuracyMeters: 8,
          speedMetersPerSecond: null,
          headingDegrees: null,
          at: this.#clock.businessNow(),
        }
      : null;
  }

  async #sendAll(patienceSeconds: number): Promise<void> {
    const held = () => this.#outbox.snapshot().waiting + this.#fixes.length;
    let least = Number.POSITIVE_INFINITY;
    let until = 0;
    for (let left = held(); left > 0; left = held()) {
      if (left < least) until = performance.now() + patienceSeconds * 1000;
      else if (performance.now() > until) break;
      least = left;
      this.#outbox.wake();
      await this.#sendFixes();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const { waiting, trouble } = this.#outbox.snapshot();
    if (waiting > 0) throw new Error(`${this.#plan.deviceName} could not send ${waiting} commands: ${trouble?.words}`);
  }

  #summary(): CrewRecord {
    return {
      commands: this.#recorded.map(({ id }) => id),
      onItineraries: this.#recorded.filter(({ itineraryId }) => itineraryId !== null).length,
      fixesSent: this.#fixesSent,
    };
  }

  #now(): number {
    return Date.parse(this.#clock.businessNow());
  }

  async #until(businessInstant: number): Promise<void> {
    while (this.#now() < businessInstant) await this.#tick();
  }

  async #wait(businessSeconds: number): Promise<void> {
    await this.#until(this.#now() + businessSeconds * 1000);
  }

  async #tick(): Promise<void> {
    this.#plan.signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, TICK_MILLISECONDS));
  }
}
