import { ROLE_PERMISSIONS } from '@roundsman/api-contract';
import type { MemberRole } from '@roundsman/delivery-rules';
import { and, eq } from 'drizzle-orm';
import { keepStatement } from '../../platform/database/index.ts';
import { newId, Problem, type ReadWork, type Tx, type Work } from '../../platform/index.ts';
import { hashPassword } from './passwords.ts';
import type { MemberPrincipal } from './principal.ts';
import { accessTokens, memberScopes, members, signInNames } from './schema.ts';
import { isGoodToken, tokenValues } from './sessions.ts';

export type { MemberPrincipal } from './principal.ts';

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Only for role merchant. */
  readonly merchantId?: string;
  readonly password: string;
}

/** Adds an active member who can sign in at once. Returns the id. Problem 409 `email_taken`. */
export async function addMember(work: Work, input: NewMember): Promise<string> {
  const email = input.email.trim().toLowerCase();
  const [taken] = await work.db.select({ id: members.id }).from(members).where(eq(members.email, email));
  if (taken) throw new Problem({ status: 409, code: 'email_taken', title: 'A member with this e-mail exists already' });
  const id = newId();
  const { organisationId } = work;
  await work.db.insert(members).values({
    organisationId,
    id,
    name: input.name,
    email,
    role: input.role,
    state: 'active',
    passwordHash: await hashPassword(input.password),
    createdAt: work.recordedAt,
  });
  await work.db.insert(signInNames).values({ email, organisationId, memberId: id });
  if (input.merchantId)
    await work.db
      .insert(memberScopes)
      .values({ organisationId, memberId: id, kind: 'merchant', targetId: input.merchantId });
  work.emit({ type: 'member.added', subject: { kind: 'member', id }, data: { role: input.role } });
  return id;
}

const memberColumns = {
  id: members.id,
  name: members.name,
  email: members.email,
  role: members.role,
  state: members.state,
  merchantId: memberScopes.targetId,
};
const merchantScope = and(
  eq(memberScopes.organisationId, members.organisationId),
  eq(memberScopes.memberId, members.id),
  eq(memberScopes.kind, 'merchant'),
);

/** Problem 401 `session_over` when the member is gone or switched off. */
export async function principalOfMember(work: ReadWork, memberId: string, sessionId: string): Promise<MemberPrincipal> {
  const [row] = await work.db
    .select(memberColumns)
    .from(members)
    .leftJoin(memberScopes, merchantScope)
    .where(eq(members.id, memberId));
  if (row?.state !== 'active')
    throw new Problem({ status: 401, code: 'session_over', title: 'This member can no longer sign in' });
  return asPrincipal(row, work.organisationId, sessionId);
}

const memberByToken = keepStatement('member_by_token', (db) =>
  db
    .select({ ...memberColumns, sessionId: accessTokens.sessionId })
    .from(accessTokens)
    .innerJoin(
      members,
      and(eq(members.organisationId, accessTokens.organisationId), eq(members.id, accessTokens.principalId)),
    )
    .leftJoin(memberScopes, merchantScope)
    .where(and(isGoodToken('member'), eq(members.state, 'active'))),
);

/** The member whom a bearer token speaks for while it is good, or null. */
export async function findMember(
  db: Tx,
  organisationId: string,
  token: string,
  at: Date,
): Promise<MemberPrincipal | null> {
  const [row] = await memberByToken(db, tokenValues(organisationId, token, at));
  return row ? asPrincipal(row, organisationId, row.sessionId) : null;
}

type MemberRow = Pick<typeof members.$inferSelect, 'id' | 'name' | 'email' | 'role'> & {
  readonly merchantId: string | null;
};

function asPrincipal(
  { id, name, email, role, merchantId }: MemberRow,
  organisationId: string,
  sessionId: string,
): MemberPrincipal {
  if (role === 'merchant' && !merchantId) throw new Error(`Member ${id} has the role merchant and no merchant`);
  return {
    kind: 'member',
    id,
    sessionId,
    organisationId,
    name,
    email,
    role,
    merchantId: role === 'merchant' ? merchantId : null,
    permissions: new Set(ROLE_PERMISSIONS[role]),
  };
}
