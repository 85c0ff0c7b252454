import { type ProblemCode, ROLE_PERMISSIONS } from '@roundsman/api-contract';
import type { MemberRole, MemberState } from '@roundsman/delivery-rules';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import {
  newId,
  type PageWish,
  Problem,
  type ReadWork,
  type RowsOfPage,
  readPage,
  type Work,
} from '../../platform/index.ts';
import { type EmailChangeRow, emailTaken, holderOf, openEmailChanges } from './email-change/email-changes.ts';
import { type LetterRow, newestLinks, noteByHand, queueLetter } from './letters.ts';
import { issueLink } from './member-links.ts';
import type { DeskPrincipal } from './principal.ts';
import { branches, memberIdentities, memberScopes, members, signInNames } from './schema.ts';
import { removeEveryFactor } from './second-factor.ts';
import { endSessionsOf } from './sessions.ts';
import { providerOnly } from './single-sign-on/provider-problems.ts';
import { providerThatAloneCounts, refuseLosingEmergencyMember } from './single-sign-on/provider-settings.ts';

export interface ManagedMember {
  readonly row: typeof members.$inferSelect;
  readonly merchantId: string | null;
  readonly branchIds: readonly string[];
  readonly link: LetterRow | null;
  /** They have signed in through a provider, and are known by that. */
  readonly isLinked: boolean;
  /** Another address that waits to be confirmed. */
  readonly emailChange: EmailChangeRow | null;
}

export interface MemberWish {
  readonly name?: string | undefined;
  readonly role?: MemberRole | undefined;
  readonly merchantId?: string | null | undefined;
  readonly branchIds?: readonly string[] | undefined;
  readonly language?: string | null | undefined;
  readonly active?: boolean | undefined;
}

/** By their names. */
export async function listMembers(work: ReadWork): Promise<ManagedMember[]> {
  return manage(work, await work.db.select().from(members).orderBy(asc(members.name), asc(members.id)));
}

/** A page of the same. Problem 422 `cursor_invalid`. */
export async function pageOfMembers(work: ReadWork, wish: PageWish): Promise<RowsOfPage<ManagedMember>> {
  const { rows, next } = await readPage(work, members, { by: members.name }, wish);
  return { rows: await manage(work, rows), next };
}

async function manage(work: ReadWork, rows: readonly ManagedMember['row'][]): Promise<ManagedMember[]> {
  const scopes = Map.groupBy(await work.db.select().from(memberScopes), ({ memberId }) => memberId);
  const links = await newestLinks(work);
  const changes = await openEmailChanges(work);
  const linked = new Set(
    (await work.db.select({ id: memberIdentities.memberId }).from(memberIdentities)).map(({ id }) => id),
  );
  return rows.map((row) => {
    const own = scopes.get(row.id) ?? [];
    const targets = (kind: string) => own.filter((scope) => scope.kind === kind).map(({ targetId }) => targetId);
    return {
      row,
      merchantId: targets('merchant')[0] ?? null,
      branchIds: targets('branch'),
      link: links.get(row.id) ?? null,
      isLinked: linked.has(row.id),
      emailChange: changes.get(row.id) ?? null,
    };
  });
}

export async function getMember(work: ReadWork, memberId: string): Promise<ManagedMember> {
  const found = (await listMembers(work)).find(({ row }) => row.id === memberId);
  if (!found) throw new Problem({ status: 404, code: 'member_unknown', title: 'There is no such member' });
  return found;
}

/**
 * Somebody new, who joins by a link. With `byHand` the link is answered, else it goes by e-mail.
 * Problems: 403 `more_than_own`, 409 `email_taken`, 422 `merchant_needed`, `branch_unknown`.
 */
export async function inviteMember(
  work: Work,
  inviter: DeskPrincipal,
  wish: MemberWish & { readonly name: string; readonly email: string; readonly role: MemberRole },
  byHand: boolean,
): Promise<{ member: ManagedMember; secret: string | null }> {
  refuseMoreThanOwn(inviter, wish.role);
  await checkScopes(work, wish.role, wish.merchantId ?? null, wish.branchIds ?? []);
  const email = wish.email.trim().toLowerCase();
  if ((await holderOf(work, email, null)) !== null) throw emailTaken();
  const id = newId();
  const { organisationId, recordedAt: createdAt } = work;
  const added = await work.db
    .insert(members)
    .values({
      organisationId,
      id,
      name: wish.name,
      email,
      role: wish.role,
      state: 'invited',
      locale: wish.language ?? null,
      createdAt,
    })
    .onConflictDoNothing()
    .returning({ id: members.id });
  if (added.length === 0) throw emailTaken();
  await work.db.insert(signInNames).values({ email, organisationId, memberId: id });
  await writeScopes(work, id, wish.role, wish.merchantId ?? null, wish.branchIds ?? []);
  work.emit({ type: 'member.invited', subject: { kind: 'member', id }, data: { role: wish.role } });
  const secret = await sendLink(work, id, 'invited', byHand);
  return { member: await getMember(work, id), secret };
}

/**
 * Problems: 403 `more_than_own`, 404 `member_unknown`, 409 `last_administrator`, `emergency_member_kept`, 422 as for an
 * invitation.
 */
export async function changeMember(
  work: Work,
  changer: DeskPrincipal,
  memberId: string,
  wish: MemberWish,
): Promise<ManagedMember> {
  const before = await lockMember(work, memberId);
  refuseMoreThanOwn(changer, before.row.role);
  const role = wish.role ?? before.row.role;
  refuseMoreThanOwn(changer, role);
  const kept = role === 'merchant' ? before.merchantId : null;
  const merchantId = wish.merchantId === undefined ? kept : wish.merchantId;
  await checkScopes(work, role, merchantId, wish.branchIds ?? before.branchIds);
  const state = nextState(before.row, wish.active);
  if (
    before.row.role === 'administrator' &&
    before.row.state === 'active' &&
    !(role === 'administrator' && state === 'active')
  )
    await refuseLastAdministrator(work, memberId);
  if (role !== 'administrator' || state !== 'active') await refuseLosingEmergencyMember(work, memberId);
  await work.db
    .update(members)
    .set({
      role,
      state,
      disabledAt: state === 'disabled' ? (before.row.disabledAt ?? work.recordedAt) : null,
      ...(wish.name === undefined ? {} : { name: wish.name }),
      ...(wish.language === undefined ? {} : { locale: wish.language }),
    })
    .where(eq(members.id, memberId));
  await writeScopes(work, memberId, role, merchantId, wish.branchIds ?? before.branchIds);
  if (state === 'disabled') await endSessionsOf(work, 'member', memberId);
  const data = {
    fields: Object.keys(wish),
    ...(role === before.row.role ? {} : { roleBefore: before.row.role, role }),
    ...(state === before.row.state ? {} : { stateBefore: before.row.state, state }),
  };
  work.emit({ type: 'member.changed', subject: { kind: 'member', id: memberId }, data });
  return getMember(work, memberId);
}

/** An invitation to who has not joined, else a link for a new password. Problems: 403 `more_than_own`, `provider_only`, 409 `member_disabled`. */
export async function sendLinkAgain(
  work: Work,
  sender: DeskPrincipal,
  memberId: string,
  byHand: boolean,
): Promise<string | null> {
  const { row } = await lockMember(work, memberId);
  // Whoever may open a link to somebody mightier would be as mighty.
  refuseMoreThanOwn(sender, row.role);
  refuseSwitchedOff(row);
  const provider = row.state === 'invited' ? null : await providerThatAloneCounts(work, memberId);
  // A new password would open nothing.
  if (provider !== null) throw providerOnly(provider);
  work.emit({ type: 'member.link_sent', subject: { kind: 'member', id: memberId }, data: { byHand } });
  return sendLink(work, memberId, row.state, byHand);
}

/** For who lost authenticator, recovery codes and passkeys. Problems: 403 `more_than_own`, 409 `second_factor_off`. */
export async function takeSecondFactorOff(work: Work, manager: DeskPrincipal, memberId: string): Promise<void> {
  refuseMoreThanOwn(manager, (await lockMember(work, memberId)).row.role);
  await removeEveryFactor(work, memberId);
  await endSessionsOf(work, 'member', memberId);
}

/**
 * Takes the member's links to providers off: the next sign-in there with their verified e-mail links anew.
 * Problems: 403 `more_than_own`, 404 `identity_unknown`.
 */
export async function unlinkMember(work: Work, manager: DeskPrincipal, memberId: string): Promise<void> {
  refuseMoreThanOwn(manager, (await lockMember(work, memberId)).row.role);
  const gone = await work.db.delete(memberIdentities).where(eq(memberIdentities.memberId, memberId)).returning();
  if (gone.length === 0)
    throw new Problem({ status: 404, code: 'identity_unknown', title: 'This member is linked to no provider' });
  await endSessionsOf(work, 'member', memberId);
  work.emit({ type: 'member.provider_unlinked', subject: { kind: 'member', id: memberId } });
}

export async function sendLink(
  work: Work,
  memberId: string,
  state: MemberState,
  byHand: boolean,
): Promise<string | null> {
  const kind = state === 'invited' ? 'invitation' : 'password_reset';
  if (!byHand) {
    await queueLetter(work, memberId, kind);
    return null;
  }
  await noteByHand(work, memberId, kind);
  return (await issueLink(work, memberId, kind)).secret;
}

export async function lockMember(work: Work, memberId: string): Promise<ManagedMember> {
  // All of them: that one administrator stays is a fact about the whole list.
  await work.db.select({ id: members.id }).from(members).orderBy(asc(members.id)).for('update');
  return getMember(work, memberId);
}

function nextState(row: typeof members.$inferSelect, active: boolean | undefined): MemberState {
  if (active === undefined) return row.state;
  if (!active) return 'disabled';
  return row.passwordHash === null && row.lastSignedInAt === null ? 'invited' : 'active';
}

async function refuseLastAdministrator(work: ReadWork, memberId: string): Promise<void> {
  const others = await work.db.$count(
    members,
    and(eq(members.role, 'administrator'), eq(members.state, 'active'), ne(members.id, memberId)),
  );
  if (others > 0) return;
  throw new Problem({
    status: 409,
    code: 'last_administrator',
    title: 'This is the last administrator who can sign in',
    remedy: 'Make somebody else an administrator first.',
  });
}

export function refuseMoreThanOwn(principal: DeskPrincipal, role: MemberRole): void {
  const beyond = ROLE_PERMISSIONS[role].filter((permission) => !principal.permissions.has(permission));
  if (beyond.length === 0) return;
  throw new Problem({
    status: 403,
    code: 'more_than_own',
    title: 'This role may do more than you may yourself',
    detail: `Not yours: ${beyond.join(', ')}`,
    remedy: 'Ask an administrator.',
  });
}

/** Problem 409 `member_disabled`. */
export function refuseSwitchedOff({ state }: typeof members.$inferSelect): void {
  if (state !== 'disabled') return;
  throw new Problem({
    status: 409,
    code: 'member_disabled',
    title: 'This member is switched off',
    remedy: 'Switch them on first.',
  });
}

/** Asked before anything is written, so that a wrong reach is told whatever else is wrong. */
async function checkScopes(
  work: ReadWork,
  role: MemberRole,
  merchantId: string | null,
  branchIds: readonly string[],
): Promise<void> {
  if (merchantId !== null && !(await exists(work, 'merchants', merchantId)))
    throw wrongScope('merchantId', 'merchant_unknown', 'There is no merchant with this id');
  if (role === 'merchant' && merchantId === null)
    throw wrongScope('merchantId', 'merchant_needed', 'The role merchant needs one');
  if (role !== 'merchant' && merchantId !== null)
    throw wrongScope('merchantId', 'merchant_not_for_role', 'Only the role merchant is kept to one');
  const known = new Set((await work.db.select({ id: branches.id }).from(branches)).map(({ id }) => id));
  if (branchIds.some((id) => !known.has(id)))
    throw wrongScope('branchIds', 'branch_unknown', 'There is no branch with this id');
}

async function writeScopes(
  work: Work,
  memberId: string,
  role: MemberRole,
  merchantId: string | null,
  branchIds: readonly string[],
): Promise<void> {
  const { organisationId } = work;
  const scopes = [
    ...(role === 'merchant' ? [{ kind: 'merchant' as const, targetId: merchantId! }] : []),
    ...[...new Set(branchIds)].map((targetId) => ({ kind: 'branch' as const, targetId })),
  ].map((scope) => ({ organisationId, memberId, ...scope }));
  await work.db.delete(memberScopes).where(eq(memberScopes.memberId, memberId));
  if (scopes.length > 0) await work.db.insert(memberScopes).values(scopes);
}

/** Merchants are a later module's; that there is one with this id is all that is asked. */
async function exists(work: ReadWork, table: 'merchants', id: string): Promise<boolean> {
  const { rows } = await work.db.execute(sql`SELECT 1 FROM ${sql.identifier(table)} WHERE id = ${id}`);
  return rows.length > 0;
}

function wrongScope(field: string, code: ProblemCode, message: string): Problem {
  return new Problem({
    status: 422,
    code,
    title: message,
    fields: [{ field: `body.${field}`, code, message }],
  });
}
