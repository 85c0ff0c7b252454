import { createHash } from 'node:crypto';
import type { HandOverOptions, HandOverResult, Poster } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import type { Database, JsonObject } from '../../platform/index.ts';
import type { Contact } from './contacts.ts';
import type { Objective } from './objectives.ts';
import { installationAlerts } from './schema.ts';
import type { AlertRow } from './watch-objectives.ts';

/** One provider after the other, each opened when it is needed. */
export interface TellingProviders {
  email(to: string, subject: string, text: string, options: HandOverOptions): Promise<HandOverResult>;
  sms(to: string, text: string, options: HandOverOptions): Promise<HandOverResult>;
}

export interface Teller {
  readonly database: Database;
  readonly providers: TellingProviders;
  readonly poster: Poster;
  readonly webhookSecret: string;
  readonly objectives: readonly Objective[];
  readonly now: () => Date;
}

const BUDGET_SECONDS = 20;

/** Tells one contact of one alert; a throw means that it is tried again. */
export async function tellContact(teller: Teller, payload: JsonObject): Promise<void> {
  const { channel, to, alertId, what } = payload as unknown as Contact & { alertId: string | null; what: string };
  const [alert] =
    alertId === null
      ? []
      : await teller.database.asInstallation((db) =>
          db.select().from(installationAlerts).where(eq(installationAlerts.id, alertId)),
        );
  if (alertId !== null && !alert) return;
  const words = wordsOf(alert ?? null, what, teller.objectives);
  const options = {
    idempotencyKey: keyOf(payload),
    budgetSeconds: BUDGET_SECONDS,
    urgent: alert?.severity !== 'ticket',
  };
  if (channel === 'webhook') return post(teller, to, alert ?? null, what, words);
  const result =
    channel === 'email'
      ? await teller.providers.email(to, words.subject, words.text, options)
      : await teller.providers.sms(to, words.subject, options);
  if (result.outcome === 'failed') throw new Error(`An alert could not be handed over: ${result.reason}`);
}

/** The same for every try of the same news to the same person. */
const keyOf = (payload: JsonObject) => createHash('sha256').update(JSON.stringify(payload)).digest('hex').slice(0, 48);

function wordsOf(
  alert: AlertRow | null,
  what: string,
  objectives: readonly Objective[],
): { subject: string; text: string } {
  if (!alert) {
    const subject = 'Test: alerts of this platform reach you';
    return { subject, text: `${subject}.\n\nSomebody asked for it under Setup, Service levels. Nothing is wrong.\n` };
  }
  const objective = objectives.find(({ component }) => component === alert.component);
  const label = objective?.label ?? alert.component;
  const hours = alert.windowMinutes / 60;
  const over = `over the last ${hours >= 48 ? `${hours / 24} days` : hours === 1 ? 'hour' : `${hours} hours`}`;
  const rate = `${alert.burnRate.toFixed(1)} times as fast as it may`;
  if (what === 'closed') {
    const minutes = Math.round(((alert.closedAt ?? alert.openedAt).getTime() - alert.openedAt.getTime()) / 60_000);
    const subject = `${label}: over after ${minutes} min`;
    return { subject, text: `${subject}.\n\nIt spent its error budget ${rate} ${over} when it began.\n` };
  }
  const subject = `${label}: error budget spent ${rate}`;
  const promise = `Promised: ${Number(((objective?.target ?? 1) * 100).toFixed(3))} % good${objective?.withinSeconds ? ` within ${objective.withinSeconds} s` : ''}.`;
  return {
    subject,
    text: `${subject}, ${over}.\n${promise}\nSince ${alert.openedAt.toISOString()}.\n\nSetup, Service levels has the figures.\n`,
  };
}

async function post(teller: Teller, url: string, alert: AlertRow | null, what: string, words: { subject: string }) {
  const at = teller.now();
  const id = `${alert?.id ?? 'test'}.${what}`;
  const body = JSON.stringify({
    type: `alert.${what}`,
    timestamp: at.toISOString(),
    data: {
      words: words.subject,
      ...(alert && {
        component: alert.component,
        severity: alert.severity,
        burnRate: alert.burnRate,
        windowMinutes: alert.windowMinutes,
        openedAt: alert.openedAt.toISOString(),
        closedAt: alert.closedAt?.toISOString() ?? null,
      }),
    },
  });
  const posted = await teller.poster.post({
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Roundsman-Alerts/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(teller.webhookSecret).sign(id, at, body),
    },
  });
  if (posted.status === null || posted.status < 200 || posted.status >= 300)
    throw new Error(`An alert was not taken: ${posted.error ?? posted.status}`);
}
