import { type Database, Problem, writeAct } from '../../platform/index.ts';
import { asMember, type DeskPrincipal, openVisit, type SignedIn } from '../accounts/index.ts';
import { openTwin, readTwin } from './twin.ts';

/**
 * A ten-minute token of the sandbox for a member of its organisation, who has the same role in it. Problems: 403
 * `members_only`, 409 `no_sandbox`, `is_a_sandbox`.
 */
export async function visitSandbox(
  database: Database,
  principal: DeskPrincipal,
  userAgent: string | null,
): Promise<SignedIn> {
  const visitor = asMember(principal);
  const twin = await readTwin(database, visitor.organisationId);
  if (twin.live.id !== visitor.organisationId)
    throw new Problem({ status: 409, code: 'is_a_sandbox', title: 'This is the sandbox already' });
  const { twinId, twinShortId } = openTwin(twin);
  const actor = { kind: 'member' as const, id: visitor.id };
  return database.transact({ organisationId: twinId, actor }, async (work) => {
    const signedIn = await openVisit(work, visitor, twinShortId, userAgent);
    await writeAct(work, { act: 'sandbox.enter', address: null });
    return signedIn;
  });
}
