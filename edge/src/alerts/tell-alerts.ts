import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SubscribeChannel } from '@roundsman/api-contract';
import type { HandOverResult } from '@roundsman/message-delivery';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { Store } from '../store/index.ts';
import type { Channels, SubscriptionTokens } from '../subscribers/index.ts';
import { composeAlert } from './compose-alert.ts';
import type { Condition } from './find-conditions.ts';
import type { Alerts } from './keep-alerts.ts';

export interface AlertRun {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly alerts: Alerts;
  readonly channels: Channels;
  readonly tokens: SubscriptionTokens;
  readonly page: { readonly name: string; readonly url: string };
  /** Signs webhooks. */
  readonly secret: string;
  /** Runs before each look; what it throws holds up no call. */
  prepare(at: Date): void;
  /** At the same moment as what was prepared: what is found out between the two would be a call without its draft, and a second one with it. */
  find(at: Date): Condition[];
  /** Of several edge programs one tells; one that is cut off from the others tells too: two calls are better than none. */
  isTelling(): boolean;
}

export const newAlertSecret = () => `whsec_${randomBytes(24).toString('base64')}`;

const LOOK_EVERY_MS = 1_000;
const MOST_UNDER_WAY = 60;
const MOST_TRIES = 12;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;
const PRUNE_EVERY_ROUNDS = 3_600;

/** Looks for what wants a person, calls, reminds, and tries again what did not arrive, until the signal stops it. */
export async function tellAlerts(run: AlertRun, stop: AbortSignal): Promise<void> {
  const deliveries = openDeliveries(run);
  for (let round = 0; !stop.aborted; round++) {
    const at = run.clock.now();
    try {
      run.prepare(at);
    } catch (error) {
      run.log.error({ error }, 'drafts could not be moved on');
    }
    try {
      if (run.isTelling()) {
        run.alerts.look(run.find(at));
        deliveries.start();
      }
      if (round % PRUNE_EVERY_ROUNDS === 0) run.alerts.prune();
    } catch (error) {
      run.log.error({ error }, 'a round of alerts was lost; what is due stays due');
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  await deliveries.settled();
}

interface Due {
  id: string;
  message_id: string;
  channel: SubscribeChannel;
  address: string;
  tries: number;
}

/** Each delivery by itself: a far side that hangs holds up nobody else's call. */
export function openDeliveries(run: AlertRun): { start(): void; settled(): Promise<void> } {
  const { store, clock, log, alerts } = run;
  const underWay = new Map<string, Promise<void>>();

  async function deliver(due: Due): Promise<void> {
    const message = alerts.ofMessage(due.message_id);
    const isPointless =
      !message || (message.kind === 'call' && message.alerts.every(({ endedAt }) => endedAt !== null));
    if (isPointless) return settle(due, null);
    const outgoing = composeAlert(
      {
        id: due.id,
        ...message,
        url: `${run.page.url}/alert?t=${run.tokens.print(due.message_id, 'alert')}`,
      },
      due,
      { pageName: run.page.name, secret: run.secret, at: clock.now() },
    );
    settle(due, await run.channels.send(outgoing, due.id));
  }

  function settle({ id, message_id, channel, tries }: Due, result: HandOverResult | null): void {
    const nowMs = clock.now().getTime();
    const isSent = result?.outcome === 'accepted';
    const isGivenUp = result === null || result.outcome === 'refused' || tries + 1 >= MOST_TRIES;
    const dueMs = isSent || isGivenUp ? null : nowMs + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
    const fault = isSent ? null : result === null ? 'It was over before it was sent.' : result.detail;
    if (result && !isSent) log.error({ delivery: id, channel, fault, isGivenUp }, 'a person could not be called');
    store.transact(() => {
      store.db
        .prepare('UPDATE alert_deliveries SET due_ms = ?, sent_ms = ?, fault = ?, tries = tries + 1 WHERE id = ?')
        .run(dueMs, isSent ? nowMs : null, fault, id);
      if (!isSent) return;
      for (const alert of alerts.ofMessage(message_id)?.alerts ?? [])
        store.db.prepare('UPDATE alerts SET reached_ms = coalesce(reached_ms, ?) WHERE id = ?').run(nowMs, alert.id);
    });
  }

  return {
    start() {
      const due = store.db
        .prepare(
          'SELECT id, message_id, channel, address, tries FROM alert_deliveries WHERE due_ms <= ? ORDER BY due_ms LIMIT ?',
        )
        .all(clock.now().getTime(), 2 * MOST_UNDER_WAY) as unknown as Due[];
      for (const one of due) {
        if (underWay.has(one.id) || underWay.size >= MOST_UNDER_WAY) continue;
        const delivering = deliver(one)
          .catch((error) => log.error({ error }, 'a call could not be put on record'))
          .finally(() => underWay.delete(one.id));
        underWay.set(one.id, delivering);
      }
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}
