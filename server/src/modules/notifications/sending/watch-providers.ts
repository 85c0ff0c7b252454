import type { Channel } from '@roundsman/delivery-rules';
import {
  type AcceptedMessage,
  judgeReceipts,
  type ProviderRoutes,
  type ReceiptJudgement,
} from '@roundsman/message-delivery';
import { and, desc, eq, gt, sql } from 'drizzle-orm';

import type { Database } from '../../../platform/index.ts';
import type { Log } from '../../../platform/log/index.ts';
import { messageProviders, messages } from '../schema.ts';
import { actorOf } from './outbound.ts';
import { rescueUnconfirmed } from './rescue-unconfirmed.ts';

/** As far as watching needs them: of either channel. */
type Routes = ProviderRoutes<{
  readonly name: string;
  readonly capabilities: {
    readonly idempotencyKey: boolean;
    readonly deliveryReceipts: boolean;
    readonly reachesPeople: boolean;
  };
}>;

export interface WatchOptions {
  readonly database: Database;
  readonly log: Log;
  readonly channel: Channel;
  readonly routes: Routes;
  readonly now: () => Date;
  readonly everyMilliseconds?: number;
}

export interface ProviderWatch {
  /** This organisation's messages go through the providers: its receipts tell of them. */
  noteUse(organisationId: string): void;
  /** One round, as the timer does it. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY_MILLISECONDS = 5_000;
const TRIAL_PATIENCE_MILLISECONDS = 15_000;
const LOOK_BACK_MILLISECONDS = 6 * 3_600_000;
const MOST_MESSAGES = 2_000;
const MOST_ORGANISATIONS = 200;

/**
 * Looks every few seconds whether providers that confirm deliveries still do, by the receipts that all processes have
 * stored; takes gray ones out, gives what they swallowed to the others, and writes down how well each provider is.
 */
export function watchProviders(options: WatchOptions): ProviderWatch {
  const { routes, log } = options;
  const used = new Set<string>();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const judgements = new Map<string, ReceiptJudgement>();
    for (const { provider } of routes.routes) {
      if (!provider.capabilities.deliveryReceipts) continue;
      judgements.set(provider.name, await judge(options, provider.name, used));
    }
    await writeStandings(options, judgements);
  }
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log.warn({ err: error }, 'the providers could not be looked after'))
      .finally(() => {
        looking = undefined;
      });
  }, options.everyMilliseconds ?? EVERY_MILLISECONDS);
  timer.unref();
  return {
    noteUse(organisationId) {
      if (used.size < MOST_ORGANISATIONS) used.add(organisationId);
    },
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

async function judge(options: WatchOptions, provider: string, used: ReadonlySet<string>): Promise<ReceiptJudgement> {
  const { database, routes, channel, log } = options;
  const standing = routes.standing(provider);
  const now = options.now();
  const accepted: AcceptedMessage[] = [];
  for (const organisationId of used) accepted.push(...(await readAccepted(options, organisationId, provider, now)));
  for (const { acceptedAt, receiptAt } of accepted) if (receiptAt !== null) standing.noteReceipt(acceptedAt);
  const judgement = judgeReceipts(accepted, now.getTime());
  // Alone, a provider stays in use: there is nobody else to ask.
  if (routes.routes.length < 2) return judgement;
  if (judgement.gray && standing.share() > 0) {
    const percent = (share: number | null) => `${Math.round((share ?? 0) * 100)} %`;
    const words = `it accepts and does not deliver: receipts for ${percent(judgement.recentShare)} instead of ${percent(judgement.normalShare)}`;
    standing.noteGray(words);
    log.warn({ provider, channel }, `a provider is taken out: ${words}`);
    await rescue({ since: sinceWhenLost(accepted), until: now });
  } else if (standing.isGray) {
    // What it was given as a trial and has not confirmed in time.
    const patience = Math.max(TRIAL_PATIENCE_MILLISECONDS, (judgement.normalSeconds ?? 0) * 3_000);
    await rescue({ since: sinceWhenLost(accepted), until: new Date(now.getTime() - patience) });
  }
  return judgement;

  async function rescue(when: { readonly since: Date; readonly until: Date }): Promise<void> {
    for (const organisationId of used) {
      await database.transact(actorOf(organisationId, channel), (work) =>
        rescueUnconfirmed(work, channel, provider, when),
      );
    }
  }
}

/** When the last message was accepted that was confirmed afterwards: from there on nothing arrived. */
function sinceWhenLost(accepted: readonly AcceptedMessage[]): Date {
  const confirmed = accepted.filter(({ receiptAt }) => receiptAt !== null).map(({ acceptedAt }) => acceptedAt);
  return new Date(Math.max(0, ...confirmed));
}

/** Live organisations only are used here, so their business time is real time. */
function readAccepted(
  { database, channel }: WatchOptions,
  organisationId: string,
  provider: string,
  now: Date,
): Promise<AcceptedMessage[]> {
  const since = new Date(now.getTime() - LOOK_BACK_MILLISECONDS);
  return database.read(organisationId, async ({ db }) => {
    const rows = await db
      .select({ sentAt: messages.sentAt, state: messages.state, at: messages.stateChangedAt })
      .from(messages)
      .where(and(eq(messages.channel, channel), eq(messages.provider, provider), gt(messages.sentAt, since)))
      .orderBy(desc(messages.sentAt))
      .limit(MOST_MESSAGES);
    return rows.map(({ sentAt, state, at }) => ({
      acceptedAt: sentAt!.getTime(),
      receiptAt: state === 'delivered' || state === 'bounced' ? at.getTime() : null,
    }));
  });
}

async function writeStandings(
  { database, routes, channel, ...options }: WatchOptions,
  judgements: ReadonlyMap<string, ReceiptJudgement>,
): Promise<void> {
  const updatedAt = options.now();
  const rows = routes.routes.map(({ provider: { name, capabilities } }) => {
    const { state, share, since, reason } = routes.standing(name).read();
    const judgement = judgements.get(name);
    return {
      channel,
      name,
      state,
      share,
      since,
      reason,
      takesIdempotencyKey: capabilities.idempotencyKey,
      sendsReceipts: capabilities.deliveryReceipts,
      normalReceiptShare: judgement?.normalShare ?? null,
      recentReceiptShare: judgement?.recentShare ?? null,
      normalReceiptSeconds: judgement?.normalSeconds ?? null,
      updatedAt,
    };
  });
  if (rows.length === 0) return;
  const set = Object.fromEntries(
    Object.keys(rows[0]!)
      .filter((key) => key !== 'channel' && key !== 'name')
      .map((key) => {
        const { name } = messageProviders[key as keyof (typeof rows)[number]];
        return [key, sql`excluded.${sql.identifier(name)}`];
      }),
  );
  await database.asInstallation((db) =>
    db
      .insert(messageProviders)
      .values(rows)
      .onConflictDoUpdate({ target: [messageProviders.channel, messageProviders.name], set }),
  );
}
