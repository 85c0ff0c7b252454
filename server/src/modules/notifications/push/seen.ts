import { createHmac, timingSafeEqual } from 'node:crypto';

import { and, eq, sql } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { Platform, Work } from '../../../platform/index.ts';
import type { TimerHandler } from '../../../platform/timers/index.ts';
import { messages } from '../schema.ts';
import { moveMessage } from '../sending/record-hand-over.ts';
import { recordReceipts } from '../sending/record-receipt.ts';

/** Names one message; only who was pushed it has it. */
export interface SeenTokens {
  write(organisationId: string, messageId: string): string;
  /** Null for what we did not write. */
  read(token: string): { readonly organisationId: string; readonly messageId: string } | null;
}

const FORM = /^([\w-]{22})\.([\w-]{22})\.([\w-]{22})$/;
const MAC_OCTETS = 16;

export function seenTokensOf(secret: Buffer): SeenTokens {
  const seal = (text: string) => createHmac('sha256', secret).update(text).digest().subarray(0, MAC_OCTETS);
  return {
    write(organisationId, messageId) {
      const text = `${shortened(organisationId)}.${shortened(messageId)}`;
      return `${text}.${seal(text).toString('base64url')}`;
    },
    read(token) {
      const [, organisation = '', message = '', given = ''] = FORM.exec(token) ?? [];
      const sealed = Buffer.from(given, 'base64url');
      if (sealed.length !== MAC_OCTETS || !timingSafeEqual(seal(`${organisation}.${message}`), sealed)) return null;
      return { organisationId: lengthened(organisation), messageId: lengthened(message) };
    },
  };
}

/** A UUID in 22 characters. */
const shortened = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
const lengthened = (text: string) =>
  Buffer.from(text, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

export const SEEN_PATH = '/receive/push/';
const actor = { kind: 'system', id: 'notifications' } as const;

/** `POST /receive/push/<token>`: a browser tells that it has shown what it was pushed. Said twice it stays said. */
export function receiveSeen({ http, database }: Pick<Platform, 'http' | 'database'>, tokens: SeenTokens): void {
  http.app.post<{ Params: { token: string } }>(`${SEEN_PATH}:token`, async (request, reply) => {
    const seen = tokens.read(request.params.token);
    if (seen === null) return reply.code(404).send();
    await database.transact({ organisationId: seen.organisationId, actor }, (work) =>
      recordReceipts(work, [{ messageId: seen.messageId, state: 'delivered', detail: 'shown' }]),
    );
    return reply.code(204).send();
  });
}

export const UNSEEN_TIMER = 'notifications.push-unseen';
/** A push wakes a phone within seconds; one that is off, or has no network, has had its chance then. */
const UNSEEN_SECONDS = 120;
const LARGEST_SHARE_OF_LIFE = 0.25;

interface Pushed {
  readonly id: string;
  readonly usefulForSeconds: number | null;
}

/** What a push service took is looked at again, where another channel waits: taken is not seen. */
export async function waitUntilSeen(work: Work, pushed: readonly Pushed[]): Promise<void> {
  if (pushed.length === 0) return;
  const ids = pushed.map(({ id }) => id);
  const waiting = await work.db
    .select({ id: messages.id })
    .from(messages)
    .where(and(isAmong(messages.id, ids), sql`cardinality(${messages.fallBackChannels}) > 0`));
  const lifeOf = new Map(pushed.map(({ id, usefulForSeconds }) => [id, usefulForSeconds ?? Number.POSITIVE_INFINITY]));
  await work.setTimers(
    waiting.map(({ id }) => ({
      kind: UNSEEN_TIMER,
      key: id,
      dueAt: new Date(work.now.getTime() + Math.min(UNSEEN_SECONDS, lifeOf.get(id)! * LARGEST_SHARE_OF_LIFE) * 1000),
      payload: {},
    })),
  );
}

/** Nobody saw it in time: the message has not reached its person, and its next channel takes over. */
export const unseenTimer: TimerHandler = {
  kind: UNSEEN_TIMER,
  async fire(work, { key }) {
    const [message] = await work.db.select().from(messages).where(eq(messages.id, key)).for('update');
    if (message?.state !== 'sent') return;
    await moveMessage(work, message, 'bounce', {
      failure: 'The push service took it and no browser showed it in time.',
    });
  },
};
