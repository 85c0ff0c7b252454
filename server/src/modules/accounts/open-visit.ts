import { and, eq, lt } from 'drizzle-orm';
import { newId, type Work } from '../../platform/index.ts';
import { principalOfMember } from './members.ts';
import { getOrganisation } from './organisations.ts';
import { insideTwin, type MemberPrincipal } from './principal.ts';
import { members, refreshSessions } from './schema.ts';
import { openPassingSession } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';

/**
 * Lets a member of a live organisation into its sandbox, with the role they have outside: a token that runs out and is not
 * renewed here, so that it goes no further than the session outside. They get no sign-in of their own.
 */
export async function openVisit(
  work: Work,
  visitor: Pick<MemberPrincipal, 'name' | 'email' | 'role'>,
  shortId: string,
  userAgent: string | null,
): Promise<SignedIn> {
  const { organisationId, db, recordedAt } = work;
  const { name, email, role } = visitor;
  const [member] = await db
    .insert(members)
    .values({ organisationId, id: newId(), name, email, role, state: 'active', createdAt: recordedAt })
    .onConflictDoUpdate({
      target: [members.organisationId, members.email],
      set: { name, role, state: 'active', lastSignedInAt: recordedAt },
    })
    .returning({ id: members.id });
  const over = and(eq(refreshSessions.principalId, member!.id), lt(refreshSessions.expiresAt, recordedAt));
  await db.delete(refreshSessions).where(over);
  const moment = { organisationId, shortId, db, recordedAt };
  const session = await openPassingSession(moment, 'member', member!.id, userAgent);
  return {
    session,
    member: insideTwin(await principalOfMember(work, member!.id, session.sessionId)),
    organisationName: (await getOrganisation(work)).name,
    provider: null,
  };
}
