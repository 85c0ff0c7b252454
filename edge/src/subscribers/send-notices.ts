import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusIncident, StatusMaintenance } from '@roundsman/api-contract';
import type { HandOverResult } from '@roundsman/message-delivery';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import { showThingOf } from '../incidents/index.ts';
import type { Store } from '../store/index.ts';
import { emailBodies, type NoticeWords, newsWords, questionWords, smsText } from './compose-notice.ts';
import type { Subscriber, Subscribers } from './keep-subscribers.ts';
import type { Channels, Outgoing } from './open-channels.ts';
import { signedWebhook } from './signed-webhook.ts';
import type { SubscriptionTokens } from './subscription-tokens.ts';

export interface NoticeRun {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly subscribers: Subscribers;
  readonly channels: Channels;
  readonly tokens: SubscriptionTokens;
  readonly page: { readonly name: string; readonly url: string };
  nameOf(componentId: string): string;
  /** Of several edge programs one tells. */
  isActing(): boolean;
}

const LOOK_EVERY_MS = 1_000;
const AT_ONCE = 16;
const MOST_A_ROUND = 160;
const MOST_TRIES = 10;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
const PRUNE_EVERY_ROUNDS = 600;

/** Tells what is new to whom it concerns, and tries again what did not arrive, until the signal stops it. */
export async function sendNotices(run: NoticeRun, stop: AbortSignal): Promise<void> {
  for (let round = 0; !stop.aborted; round++) {
    try {
      if (run.isActing()) run.subscribers.tellNews();
      else run.subscribers.leaveNewsToOthers();
      if (round % PRUNE_EVERY_ROUNDS === 0) run.subscribers.prune();
      if (run.isActing()) await sendDue(run);
    } catch (error) {
      run.log.error({ error }, 'a round of notices was lost; what is due stays due');
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

interface Due {
  id: string;
  subscriber_id: string;
  update_id: string | null;
  tries: number;
}

/** One round: everything due, some at once. */
export async function sendDue(run: NoticeRun): Promise<void> {
  const due = run.store.db
    .prepare('SELECT id, subscriber_id, update_id, tries FROM notices WHERE due_ms <= ? ORDER BY due_ms LIMIT ?')
    .all(run.clock.now().getTime(), MOST_A_ROUND) as unknown as Due[];
  const waiting = due.values();
  const work = Array.from({ length: Math.min(AT_ONCE, due.length) }, async () => {
    for (const notice of waiting) await sendOne(run, notice);
  });
  await Promise.all(work);
}

async function sendOne(run: NoticeRun, notice: Due): Promise<void> {
  const subscriber = run.subscribers.find(notice.subscriber_id);
  if (!subscriber) return;
  const outgoing = outgoingOf(run, subscriber, notice);
  // The same key for every try of the same words: a provider that keeps keys drops the second.
  const result: HandOverResult = outgoing
    ? await run.channels.send(outgoing, notice.id)
    : { outcome: 'refused', reason: 'invalid_content', detail: 'What it was about is gone.' };
  settle(run, notice, result);
}

function settle(
  { store, clock, log, subscribers }: NoticeRun,
  { id, subscriber_id, tries }: Due,
  result: HandOverResult,
) {
  const nowMs = clock.now().getTime();
  if (result.outcome === 'accepted') {
    store.db.prepare('UPDATE notices SET due_ms = NULL, sent_ms = ?, tries = tries + 1 WHERE id = ?').run(nowMs, id);
    return;
  }
  log.warn({ notice: id, outcome: result.outcome, reason: result.reason }, 'a notice did not arrive');
  // Nobody is there: an address that takes nothing is forgotten, and the person may ask again.
  if (result.outcome === 'refused' && result.reason === 'invalid_recipient') return subscribers.end(subscriber_id);
  const isOver = result.outcome === 'refused' || tries + 1 >= MOST_TRIES;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  store.db
    .prepare('UPDATE notices SET due_ms = ?, tries = tries + 1, fault = ? WHERE id = ?')
    .run(isOver ? null : nowMs + waitMs, result.detail, id);
}

function outgoingOf(run: NoticeRun, subscriber: Subscriber, notice: Due): Outgoing | null {
  const { page, tokens, clock } = run;
  const linkTo = (purpose: 'confirm' | 'end') => `${page.url}/subscription?t=${tokens.print(subscriber.id, purpose)}`;
  const isQuestion = notice.update_id === null;
  const news = notice.update_id === null ? null : newsOf(run, notice.update_id);
  if (!isQuestion && !news) return null;
  const words: NoticeWords = news
    ? newsWords(page.name, page.url, linkTo('end'), news)
    : questionWords(page.name, linkTo('confirm'), linkTo('end'));
  if (subscriber.channel === 'sms')
    return { channel: 'sms', message: { to: subscriber.address, text: smsText(words, isQuestion) } };
  if (subscriber.channel === 'webhook') {
    const body = JSON.stringify(
      news
        ? { type: 'status.updated', page, ...news }
        : { type: 'status.confirm', page, confirmUrl: linkTo('confirm'), endUrl: linkTo('end') },
    );
    return signedWebhook({
      url: subscriber.address,
      id: notice.id,
      body,
      secret: subscriber.secret ?? '',
      at: clock.now(),
    });
  }
  return {
    channel: 'email',
    message: {
      to: { address: subscriber.address },
      subject: words.subject,
      ...emailBodies(words),
      language: 'en',
      writtenAt: clock.now(),
      oneClickUnsubscribeUrl: linkTo('end'),
    },
  };
}

function newsOf({ store, nameOf }: NoticeRun, updateId: string) {
  const thing: StatusIncident | StatusMaintenance | null = showThingOf(store, updateId);
  const update = thing?.updates.find(({ id }) => id === updateId);
  if (!thing || !update) return null;
  const ids = 'componentIds' in thing ? thing.componentIds : thing.affected.map(({ componentId }) => componentId);
  return { thing, update, componentNames: ids.map(nameOf) };
}
