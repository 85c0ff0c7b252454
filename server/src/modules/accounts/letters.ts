import { desc, eq, inArray } from 'drizzle-orm';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import { getOrganisation, type OrganisationRow } from './organisations.ts';
import { accountLetters, members } from './schema.ts';

export type LetterRow = typeof accountLetters.$inferSelect;
export type LetterKind = LetterRow['kind'];

/** The task of the Outbound Email Service that hands one letter over. */
export const LETTER_TASK = 'outbound-email.send-letter';
const MOST_TRIES = 8;

/** An e-mail to a member about their own account, in the same unit as what it tells. */
export async function queueLetter(work: Work, memberId: string, kind: LetterKind): Promise<void> {
  const id = await writeLetter(work, memberId, kind, 'queued');
  await work.addTask(LETTER_TASK, { organisationId: work.organisationId, letterId: id }, { maxAttempts: MOST_TRIES });
}

/** Written down without being sent: whoever asked for it was shown the link. */
export const noteByHand = (work: Work, memberId: string, kind: LetterKind) =>
  writeLetter(work, memberId, kind, 'by_hand');

async function writeLetter(work: Work, memberId: string, kind: LetterKind, state: LetterRow['state']): Promise<string> {
  const id = newId();
  const { organisationId, recordedAt: queuedAt } = work;
  await work.db.insert(accountLetters).values({ organisationId, id, memberId, kind, state, queuedAt });
  return id;
}

export interface Letter {
  readonly kind: LetterKind;
  readonly member: typeof members.$inferSelect;
  readonly organisation: OrganisationRow;
}

/** What is to be sent, or null when it is no longer waiting. */
export async function readLetter(work: ReadWork, letterId: string): Promise<Letter | null> {
  const [row] = await work.db
    .select({ kind: accountLetters.kind, state: accountLetters.state, member: members })
    .from(accountLetters)
    .innerJoin(members, eq(members.id, accountLetters.memberId))
    .where(eq(accountLetters.id, letterId));
  if (row?.state !== 'queued') return null;
  return { kind: row.kind, member: row.member, organisation: await getOrganisation(work) };
}

export async function recordLetter(
  work: Work,
  letterId: string,
  result: { readonly state: LetterRow['state']; readonly provider: string; readonly failure: string | null },
): Promise<void> {
  const endedAt = result.state === 'queued' ? null : work.recordedAt;
  await work.db
    .update(accountLetters)
    .set({ ...result, endedAt })
    .where(eq(accountLetters.id, letterId));
}

/** By member, the newest letter that carried a link. */
export async function newestLinks(work: ReadWork): Promise<ReadonlyMap<string, LetterRow>> {
  const rows = await work.db
    .selectDistinctOn([accountLetters.memberId])
    .from(accountLetters)
    .where(inArray(accountLetters.kind, ['invitation', 'password_reset']))
    .orderBy(accountLetters.memberId, desc(accountLetters.queuedAt));
  return new Map(rows.map((row) => [row.memberId, row]));
}
