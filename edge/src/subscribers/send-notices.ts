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
const MOST_TRIES = 10;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
const PRUNE_EVERY_ROUNDS = 600;
/** Of a lane at a time, into memory. */
const MOST_READ = 200;

/**
 * Ways to people that do not wait for each other, each with so many messages under way. Webhooks are whatever strangers named: one that failed the
 * last time waits among its like, so that a crowd of receivers that hang holds up nobody else.
 */
const lanes = [
  { most: 16, where: "s.channel = 'email'" },
  { most: 16, where: "s.channel = 'sms'" },
  { most: 64, where: "s.channel = 'webhook' AND NOT (TROUBLED)" },
  { most: 8, where: "s.channel = 'webhook' AND (TROUBLED)" },
].map(({ most, where }) => ({
  most,
  where: where.replace(
    'TROUBLED',
    `n.tries > 0 OR coalesce((SELECT p.sent_ms IS NULL FROM notices p
       WHERE p.subscriber_id = n.subscriber_id AND p.tries > 0 ORDER BY p.made_ms DESC LIMIT 1), 0)`,
  ),
}));

/** Tells what is new to whom it concerns, and tries again what did not arrive, until the signal stops it. */
export async function sendNotices(run: NoticeRun, stop: AbortSignal): Promise<void> {
  const sending = openSending(run);
  for (let round = 0; !stop.aborted; round++) {
    try {
      if (run.isActing()) run.subscribers.tellNews();
      else run.subscribers.leaveNewsToOthers();
      if (round % PRUNE_EVERY_ROUNDS === 0) run.subscribers.prune();
      if (run.isActing()) sending.start();
    } catch (error) {
      run.log.error({ error }, 'a round of notices was lost; what is due stays due');
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  await sending.stop();
}

interface Due {
  id: string;
  subscriber_id: string;
  update_id: string | null;
  tries: number;
}

export interface Sending {
  /** Begins what is due, as far as its lane has room, and goes on with the rest as room comes; waits for nothing. */
  start(): void;
  /** When nothing is under way any more. */
  settled(): Promise<void>;
  /** Begins nothing more. */
  stop(): Promise<void>;
}

export function openSending(run: NoticeRun): Sending {
  let isStopped = false;
  const tracks = lanes.map(({ most, where }) => ({
    most,
    running: new Map<string, Promise<void>>(),
    waiting: [] as Due[],
    due: run.store.db.prepare(
      `SELECT n.id, n.subscriber_id, n.update_id, n.tries FROM notices n JOIN subscribers s ON s.id = n.subscriber_id
        WHERE n.due_ms <= ? AND ${where} ORDER BY n.due_ms LIMIT ${MOST_READ}`,
    ),
  }));
  // Its lane may have changed since it was begun.
  const isUnderWay = ({ id }: Due) => tracks.some(({ running }) => running.has(id));

  function read(track: (typeof tracks)[number]): void {
    const due = track.due.all(run.clock.now().getTime()) as unknown as Due[];
    track.waiting = due.filter((notice) => !isUnderWay(notice)).reverse();
  }

  function fill(track: (typeof tracks)[number]): void {
    while (track.running.size < track.most && !isStopped && run.isActing()) {
      const notice = track.waiting.pop();
      if (!notice) return;
      if (isUnderWay(notice)) continue;
      const one = sendOne(run, notice)
        .catch((error) => run.log.error({ error }, 'what came of a notice could not be kept; it stays due'))
        .finally(() => {
          track.running.delete(notice.id);
          fill(track);
        });
      track.running.set(notice.id, one);
    }
  }

  const begun = () => tracks.flatMap(({ running }) => [...running.values()]);
  const settled = async () => {
    for (let waiting = begun(); waiting.length > 0; waiting = begun()) await Promise.all(waiting);
  };
  return {
    start() {
      for (const track of tracks) {
        if (track.waiting.length === 0) read(track);
        fill(track);
      }
    },
    settled,
    async stop() {
      isStopped = true;
      await settled();
    },
  };
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
