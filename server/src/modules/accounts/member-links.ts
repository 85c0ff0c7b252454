import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { type Database, newId, Problem, type ReadWork, type Work, writeAct } from '../../platform/index.ts';
import { CONFIRM_SECONDS, dropEmailChange, findEmailChange, UNDO_SECONDS } from './email-change/email-changes.ts';
import { queueLetter } from './letters.ts';
import { getOrganisation, organisationByShortId } from './organisations.ts';
import { hashPassword, refuseWeakPassword } from './passwords.ts';
import { members, memberTokens } from './schema.ts';
import { hashSecret, newSecret, readSecret } from './secrets.ts';
import { endSessionsOf } from './sessions.ts';
import { providerOnly } from './single-sign-on/provider-problems.ts';
import { providerThatAloneCounts, readSingleSignOn } from './single-sign-on/provider-settings.ts';

export type MemberLinkKind = (typeof memberTokens.$inferSelect)['kind'];

const GOOD_FOR_SECONDS: Readonly<Record<MemberLinkKind, number>> = {
  invitation: 7 * 86_400,
  password_reset: 3_600,
  email_confirm: CONFIRM_SECONDS,
  email_undo: UNDO_SECONDS,
};
const FOR_PASSWORDS: readonly MemberLinkKind[] = ['invitation', 'password_reset'];

/** A secret for a member, good once; several may be open at a time, the first one used ends those of its matter. */
export async function issueLink(
  work: Work,
  memberId: string,
  kind: MemberLinkKind,
  emailChangeId: string | null = null,
): Promise<{ secret: string; expiresAt: Date }> {
  const { shortId } = await getOrganisation(work);
  const secret = newSecret('member_link', shortId);
  const expiresAt = new Date(work.recordedAt.getTime() + GOOD_FOR_SECONDS[kind] * 1_000);
  await work.db.insert(memberTokens).values({
    organisationId: work.organisationId,
    id: newId(),
    memberId,
    kind,
    emailChangeId,
    tokenHash: hashSecret(secret),
    createdAt: work.recordedAt,
    expiresAt,
  });
  return { secret, expiresAt };
}

/** The secret stands behind the `#`, which browsers send to nobody. */
export const linkUrl = (publicUrl: string, secret: string): string => `${publicUrl}/#link=${secret}`;

export interface OpenedLink {
  readonly kind: MemberLinkKind;
  readonly name: string;
  /** Which the link is about: the one to sign in with once it was used. */
  readonly email: string;
  readonly organisationName: string;
  /** Who signs the organisation's people in, or may beside their passwords. */
  readonly provider: { readonly name: string; readonly organisation: string; readonly only: boolean } | null;
}

/** Whom a link is for. Problem 410 `link_over`. */
export async function openLink(database: Database, secret: string): Promise<OpenedLink> {
  const organisationId = await organisationOfLink(database, secret);
  return database.read(organisationId, async (work) => {
    const { kind, member, emailChangeId } = await findLink(work, secret);
    const change = emailChangeId === null ? null : await findEmailChange(work, emailChangeId);
    const email = change === null ? member.email : kind === 'email_undo' ? change.oldEmail : change.newEmail;
    const { name: organisationName, shortId: organisation } = await getOrganisation(work);
    const settings = await readSingleSignOn(work);
    const only = (await providerThatAloneCounts(work, member.id)) !== null;
    const provider = settings && { name: settings.name, organisation, only };
    return { kind, name: member.name, email, organisationName, provider };
  });
}

/** Sets the password and signs out every browser. Problems: 403 `provider_only`, 410 `link_over`, 422 `password_weak`. */
export async function useLink(database: Database, secret: string, newPassword: string, address: string): Promise<void> {
  const organisationId = await organisationOfLink(database, secret);
  const { member, provider } = await database.read(organisationId, async (work) => {
    const { member: found } = await findLink(work, secret, FOR_PASSWORDS);
    return { member: found, provider: await providerThatAloneCounts(work, found.id) };
  });
  if (provider !== null) throw providerOnly(provider);
  refuseWeakPassword(newPassword, member);
  const passwordHash = await hashPassword(newPassword);
  await database.transact({ organisationId, actor: { kind: 'member', id: member.id } }, async (work) => {
    const { kind } = await spendLink(work, secret, ...FOR_PASSWORDS);
    // Whoever had the old password may have asked for another address.
    await dropEmailChange(work, member.id);
    await work.db
      .update(members)
      .set({ passwordHash, passwordChangedAt: work.recordedAt, state: 'active' })
      .where(and(eq(members.id, member.id), inArray(members.state, ['invited', 'active'])));
    await endSessionsOf(work, 'member', member.id);
    if (kind === 'password_reset') await queueLetter(work, member.id, 'password_changed');
    const type = kind === 'invitation' ? 'member.joined' : 'member.password_reset';
    work.emit({ type, subject: { kind: 'member', id: member.id } });
    await writeAct(work, { act: 'accountLinks.use', address });
  });
}

/** Problem 410 `link_over`. */
export async function organisationOfLink(database: Database, secret: string): Promise<string> {
  const named = readSecret(secret);
  const found = named?.kind === 'member_link' ? await organisationByShortId(database, named.organisationShortId) : null;
  if (!found) throw linkOver();
  return found;
}

/** Whose it is, while it is good for one of `kinds`. Problem 410 `link_over`. */
export async function findLink(work: ReadWork, secret: string, kinds?: readonly MemberLinkKind[]) {
  const [row] = await work.db
    .select({ kind: memberTokens.kind, emailChangeId: memberTokens.emailChangeId, member: members })
    .from(memberTokens)
    .innerJoin(members, eq(members.id, memberTokens.memberId))
    .where(
      and(
        eq(memberTokens.tokenHash, hashSecret(secret)),
        isNull(memberTokens.usedAt),
        gt(memberTokens.expiresAt, work.recordedAt),
      ),
    );
  if (!row || row.member.state === 'disabled' || !(kinds ?? [row.kind]).includes(row.kind)) throw linkOver();
  return row;
}

/** Ends it and what else is open of its matter. Problem 410 `link_over`. */
export async function spendLink(work: Work, secret: string, ...kinds: readonly MemberLinkKind[]) {
  const link = await findLink(work, secret, kinds);
  const { member, emailChangeId } = link;
  const used = await work.db
    .update(memberTokens)
    .set({ usedAt: work.recordedAt })
    .where(
      and(
        eq(memberTokens.memberId, member.id),
        inArray(memberTokens.kind, [...kinds]),
        emailChangeId === null ? undefined : eq(memberTokens.emailChangeId, emailChangeId),
        isNull(memberTokens.usedAt),
      ),
    )
    .returning({ hash: memberTokens.tokenHash });
  // Of two who use it at once the second finds it used.
  if (!used.some(({ hash }) => hash === hashSecret(secret))) throw linkOver();
  return link;
}

export function linkOver(): Problem {
  return new Problem({
    status: 410,
    code: 'link_over',
    title: 'This link was used, replaced or has run out',
    remedy: 'Ask for a new one.',
  });
}
