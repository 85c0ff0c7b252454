import { itineraryEndpoints, organisationEndpoints } from '@roundsman/client';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { simulateDay } from '../../sample/simulate/simulate-day.ts';
import { eventually } from '../story/steps.ts';
import type { Stage } from './stage.ts';

const SPEED = 240;
/** Of the day, from the first departure on. */
const PLAYED_SECONDS = 2.75 * 3600;
/** Fewer visits than that by then mean that the crews did not drive; how many they are depends on the plan, and it was 14 % once. */
const LEAST_SHARE = 0.1;

/** Lets the crews drive through the morning; then time goes at its ordinary pace again. */
export async function playMorning({ url, client }: Stage, serviceDate: string): Promise<void> {
  const itineraries = async () => (await client.call(itineraryEndpoints.list, { query: { serviceDate } })).rows;
  const setOut = Math.min(...(await itineraries()).map(({ departure }) => Date.parse(departure)));
  const stop = new AbortController();
  const driving = simulateDay({
    url,
    speed: SPEED,
    seed: 3,
    credentials: SAMPLE_SIGN_IN,
    say: () => {},
    signal: stop.signal,
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  const played = eventually(
    async () => Date.parse((await client.call(organisationEndpoints.get)).clock.businessNow),
    (now) => now >= setOut + PLAYED_SECONDS * 1000,
    240,
    (now) => `It is only ${new Date(now).toISOString()}`,
  );
  try {
    await Promise.race([played, driving]);
    await played;
  } finally {
    stop.abort();
    await client.call(organisationEndpoints.setClock, { body: { speed: 1 } });
    await driving;
  }
  // Not all that has arrived is in the lists at once.
  await eventually(
    async () => {
      const rows = await itineraries();
      const over = rows.reduce((sum, { progress }) => sum + progress.done + progress.failed, 0);
      return over / rows.reduce((sum, { progress }) => sum + progress.of, 0);
    },
    (share) => share >= LEAST_SHARE,
    90,
    (share) => `Only ${Math.round(share * 100)} % of the visits are over`,
  );
}
