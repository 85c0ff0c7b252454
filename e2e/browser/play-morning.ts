import { itineraryEndpoints, organisationEndpoints } from '@roundsman/client';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { simulateDay } from '../../sample/simulate/simulate-day.ts';
import { eventually } from '../story/steps.ts';
import type { Stage } from './stage.ts';

const SPEED = 360;

/** Lets the crews drive until `share` of the day's visits is behind them; then time goes at its ordinary pace again. */
export async function playMorning({ url, client }: Stage, serviceDate: string, share: number): Promise<void> {
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
    async () => {
      const { rows } = await client.call(itineraryEndpoints.list, { query: { serviceDate } });
      const over = rows.reduce((sum, { progress }) => sum + progress.done + progress.failed, 0);
      return over / rows.reduce((sum, { progress }) => sum + progress.of, 0);
    },
    (behind) => behind >= share,
    180,
    (behind) => `only ${Math.round(behind * 100)} % of the visits are behind the crews`,
  );
  try {
    await Promise.race([played, driving]);
    await played;
  } finally {
    stop.abort();
    await driving;
    await client.call(organisationEndpoints.setClock, { body: { speed: 1 } });
  }
}
