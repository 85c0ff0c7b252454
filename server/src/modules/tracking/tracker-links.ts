import { and, eq } from 'drizzle-orm';
import { type Database, newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { getOrganisation, hashSecret, newSecret, organisationByShortId, readSecret } from '../accounts/index.ts';
import { trackerLinks } from './schema.ts';

/** Proof and rating stay reachable for a while after the visit. Real time. */
const VALID_DAYS = 60;

/** Whoever holds a tracker link: they see and do what belongs to its one job. */
export interface CustomerPrincipal {
  readonly kind: 'customer';
  /** The link's own id. */
  readonly id: string;
  readonly organisationId: string;
  readonly jobId: string;
  /** Whom the link was sent to; none when it was made at the desk. */
  readonly contactId: string | null;
}

export interface LinkWish {
  readonly jobId: string;
  /** Whom it is sent to, where it is sent to somebody. */
  readonly contactId?: string;
}

/** New unguessable links, one for each wish and in its order; only their hashes are kept. */
export async function createTrackerLinks(
  work: Work,
  wishes: readonly LinkWish[],
): Promise<{ token: string; expiresAt: Date }[]> {
  if (wishes.length === 0) return [];
  const { shortId } = await getOrganisation(work);
  const expiresAt = new Date(work.recordedAt.getTime() + VALID_DAYS * 86_400_000);
  const tokens = wishes.map(() => newSecret('tracker_link', shortId));
  await work.db.insert(trackerLinks).values(
    wishes.map(({ jobId, contactId = null }, i) => ({
      organisationId: work.organisationId,
      id: newId(),
      jobId,
      contactId,
      tokenHash: hashSecret(tokens[i]!),
      createdAt: work.recordedAt,
      expiresAt,
    })),
  );
  return tokens.map((token) => ({ token, expiresAt }));
}

/** A new unguessable link to one job. */
export async function createTrackerLink(work: Work, jobId: string): Promise<{ token: string; expiresAt: Date }> {
  const [link] = await createTrackerLinks(work, [{ jobId }]);
  return link!;
}

/** Whom a link speaks for. Problems: 404 `link_unknown`, 410 `link_expired`. */
export async function openTrackerLink(database: Database, token: string): Promise<CustomerPrincipal> {
  const named = readSecret(token);
  const organisationId =
    named?.kind === 'tracker_link' ? await organisationByShortId(database, named.organisationShortId) : null;
  if (!organisationId) throw unknownLink();
  return database.read(organisationId, (work) => principalOf(work, token));
}

async function principalOf(work: ReadWork, token: string): Promise<CustomerPrincipal> {
  const [link] = await work.db
    .select()
    .from(trackerLinks)
    .where(and(eq(trackerLinks.tokenHash, hashSecret(token))));
  if (!link) throw unknownLink();
  if (link.revokedAt || link.expiresAt <= work.recordedAt) {
    throw new Problem({
      status: 410,
      code: 'link_expired',
      title: 'This link is no longer valid',
      remedy: 'Use the link of a newer message, or ask the sender.',
    });
  }
  const { id, jobId, contactId } = link;
  return { kind: 'customer', id, organisationId: work.organisationId, jobId, contactId };
}

function unknownLink(): Problem {
  return new Problem({
    status: 404,
    code: 'link_unknown',
    title: 'This link leads nowhere',
    remedy: 'Check that it is complete, or use the newest message.',
  });
}
