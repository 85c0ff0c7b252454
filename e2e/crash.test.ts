import type { Event } from '@roundsman/api-contract';
import {
  apiKey,
  type Client,
  createClient,
  jobEndpoints,
  liveEndpoints,
  memberSession,
  organisationEndpoints,
} from '@roundsman/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLE_SIGN_IN } from '../sample/sign-in.ts';
import { simulateDay } from '../sample/simulate/simulate-day.ts';
import { PlatformProcess } from './harness/platform.ts';
import { UploadThroughKills } from './harness/upload-through-kills.ts';

let platform: PlatformProcess;
/** Made before the first kill, and good after each. */
let secret: string;
let client: Client;
beforeAll(async () => {
  platform = await PlatformProcess.open();
  secret = await makeKey();
  client = createClient({ edges: [platform.url], session: apiKey(secret) });
});
afterAll(() => platform?.close());

/** Enough of the day that each kill meets commands on their way, and few enough that the machine keeps up with its clock. */
const CREWS = 6;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

it('loses and doubles nothing when the platform is killed in the middle of the day', async () => {
  const before = await readLog();
  const simulating = simulateDay({
    url: platform.url,
    speed: 600,
    seed: 7,
    credentials: SAMPLE_SIGN_IN,
    say: () => {},
    mostCrews: CREWS,
  });
  // The rejection is looked at below; meanwhile it must not count as forgotten.
  simulating.catch(() => {});
  await untilCrewsAreOut();
  const upload = await beginUpload();
  const seen = [];
  for (let kill = 0; kill < 2; kill++) {
    await pause(6);
    seen.push(...(await readLog()));
    await upload.tear();
    await platform.kill();
    await platform.start();
    await upload.goOn();
  }
  await upload.finish();
  const { crews, report } = await simulating;
  const log = await readLog();

  const recorded = crews.flatMap(({ commands }) => commands);
  expect(new Set(recorded).size).toBe(recorded.length);
  // Each command has an id of its own in the platform's key, so equal numbers mean that each stands there once.
  const taken = report.commands.applied + report.commands.parked + report.commands.conflicts;
  expect(taken).toBe(crews.reduce((sum, { onItineraries }) => sum + onItineraries, 0));

  const ids = log.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(ids);
  expect([...before, ...seen].filter(({ id }) => !known.has(id))).toEqual([]);
  const outcomes = log
    .filter(({ type }) => /^job\.(completed|partially_completed|incomplete|damaged)$/.test(type))
    .map(({ subject }) => subject.id);
  expect(new Set(outcomes).size).toBe(outcomes.length);
  expect(outcomes.length).toBe(
    report.jobs.completed + report.jobs.partially_completed + report.jobs.incomplete + report.jobs.damaged,
  );
  expect(outcomes.length).toBeGreaterThan(50);
}, 600_000);

async function makeKey(): Promise<string> {
  const session = memberSession({ origin: platform.url });
  await session.signIn(SAMPLE_SIGN_IN.email, SAMPLE_SIGN_IN.password);
  const made = await createClient({ edges: [platform.url], session }).call(organisationEndpoints.createApiKey, {
    body: { name: 'Crash test', scopes: ['events:read', 'organisation:read', 'jobs:read', 'jobs:write'] },
  });
  return made.secret;
}

async function beginUpload(): Promise<UploadThroughKills> {
  const { rows } = await client.call(jobEndpoints.list, { query: { limit: 1 } });
  return UploadThroughKills.begin(platform.url, secret, client, rows[0]!.id);
}

async function readLog(): Promise<Event[]> {
  const events: Event[] = [];
  for (let after: string | undefined; ; ) {
    const page = await client.call(liveEndpoints.events, {
      query: { limit: 1000, ...(after ? { after } : {}) },
      budgetMilliseconds: 60_000,
    });
    events.push(...page.rows);
    if (page.rows.length === 0) return events;
    after = page.next;
  }
}

async function untilCrewsAreOut(): Promise<void> {
  let after: string | undefined;
  for (let look = 0; look < 240; look++) {
    const query = { type: ['itinerary.started'], limit: 1000, ...(after ? { after } : {}) };
    const { rows, next } = await client.call(liveEndpoints.events, { query });
    if (rows.length > 0) return;
    after = next;
    await pause(1);
  }
  throw new Error('No crew set out');
}
