import { desc, eq, inArray } from 'drizzle-orm';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import { findEmailChange, holderOf } from './email-change/email-changes.ts';
import { getOrganisation, type OrganisationRow } from './organisations.ts';
import { accountLetters, members } from './schema.ts';
import { providerThatAloneCounts } from './single-sign-on/provider-settings.ts';

export type LetterRow = typeof accountLetters.$inferSelect;
export type LetterKind = LetterRow['kind'];

/** The task of the Outbound Email Service that hands one letter over. */
export const LETTER_TASK = 'outbound-email.send-letter';
const MOST_TRIES = 8;

/** What a letter says: its kind, and what became of its matter meanwhile. */
export type LetterMatter = LetterKind | 'invitation_by_provider' | 'email_in_use';

type MemberRow = typeof members.$inferSelect;

/** An e-mail to a member about their own account, in the same unit as what it tells. */
export async function queueLetter(
  work: Work,
  memberId: string,
  kind: LetterKind,
  emailChangeId: string | null = null,
): Promise<void> {
  const id = await writeLetter(work, memberId, kind, 'queued', emailChangeId);
  await work.addTask(LETTER_TASK, { organisationId: work.organisationId, letterId: id }, { maxAttempts: MOST_TRIES });
}

/** Written down without being sent: whoever asked for it was shown the link. */
export const noteByHand = (work: Work, memberId: string, kind: LetterKind, emailChangeId: string | null = null) =>
  writeLetter(work, memberId, kind, 'by_hand', emailChangeId);

async function writeLetter(
  work: Work,
  memberId: string,
  kind: LetterKind,
  state: LetterRow['state'],
  emailChangeId: string | null,
): Promise<string> {
  const id = newId();
  const { organisationId, recordedAt: queuedAt } = work;
  await work.db.insert(accountLetters).values({ organisationId, id, memberId, kind, emailChangeId, state, queuedAt });
  return id;
}

export interface Letter {
  readonly kind: LetterKind;
  readonly matter: LetterMatter;
  /** Whose account it is about: its link is theirs. */
  readonly memberId: string;
  /** Of whoever reads it. */
  readonly recipient: { readonly name: string; readonly email: string; readonly locale: string | null };
  /** What the words name beside organisation and recipient: the sign-in provider, or where the e-mails go from now on. */
  readonly about: string;
  readonly emailChangeId: string | null;
  readonly organisation: OrganisationRow;
}

/** What is to be sent, or null when it is no longer waiting. */
export async function readLetter(work: ReadWork, letterId: string): Promise<Letter | null> {
  const [row] = await work.db
    .select({
      kind: accountLetters.kind,
      state: accountLetters.state,
      emailChangeId: accountLetters.emailChangeId,
      member: members,
    })
    .from(accountLetters)
    .innerJoin(members, eq(members.id, accountLetters.memberId))
    .where(eq(accountLetters.id, letterId));
  if (row?.state !== 'queued') return null;
  const { kind, member, emailChangeId } = row;
  const organisation = await getOrganisation(work);
  const letter = { kind, memberId: member.id, emailChangeId, organisation };
  if (emailChangeId !== null) return { ...letter, ...(await aboutEmail(work, kind, member, emailChangeId)) };
  const provider = kind === 'invitation' ? await providerThatAloneCounts(work, member.id) : null;
  const matter = provider === null ? kind : 'invitation_by_provider';
  return { ...letter, matter, recipient: member, about: provider ?? '' };
}

/**
 * To the new address a link, or, where it is somebody else's already, word of that: whoever asked cannot tell which. To
 * the old one the way back.
 */
async function aboutEmail(
  work: ReadWork,
  kind: LetterKind,
  member: MemberRow,
  emailChangeId: string,
): Promise<Pick<Letter, 'matter' | 'recipient' | 'about'>> {
  const { oldEmail, newEmail } = await findEmailChange(work, emailChangeId);
  if (kind === 'email_changed')
    return { matter: kind, recipient: { ...member, email: oldEmail }, about: shortened(newEmail) };
  const holder = await holderOf(work, newEmail, member.id);
  if (holder !== null) return { matter: 'email_in_use', recipient: { ...holder, email: newEmail }, about: '' };
  return { matter: kind, recipient: { ...member, email: newEmail }, about: '' };
}

/** Enough for its owner to know it again, and for nobody to write to it: `m…@example.org`. */
function shortened(email: string): string {
  const [local = '', domain = ''] = email.split(/@(?=[^@]*$)/);
  return `${[...local][0] ?? ''}…@${domain}`;
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

/** By member, the newest letter that carried a link to them. */
export async function newestLinks(work: ReadWork): Promise<ReadonlyMap<string, LetterRow>> {
  const rows = await work.db
    .selectDistinctOn([accountLetters.memberId])
    .from(accountLetters)
    .where(inArray(accountLetters.kind, ['invitation', 'password_reset']))
    .orderBy(accountLetters.memberId, desc(accountLetters.queuedAt));
  return new Map(rows.map((row) => [row.memberId, row]));
}
