import { newId, type Work } from '../../../platform/index.ts';
import { getOrganisation, hashSecret, newSecret } from '../../accounts/index.ts';
import { trackerLinks } from '../../tracking/schema.ts';

export interface LinkWanted {
  readonly jobId: string;
  readonly contactId: string;
}

/** Real time: proof and rating stay reachable for a while after the visit. */
const VALID_MILLISECONDS = 60 * 86_400_000;

/** New links, one for each wish and in its order. Only their hashes are kept, so a message's link can never be read back. */
export async function makeTrackerLinks(
  work: Work,
  trackerUrl: string,
  wanted: readonly LinkWanted[],
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const { shortId } = await getOrganisation(work);
  const tokens = wanted.map(() => newSecret('tracker_link', shortId));
  await work.db.insert(trackerLinks).values(
    wanted.map((wish, i) => ({
      organisationId: work.organisationId,
      id: newId(),
      ...wish,
      tokenHash: hashSecret(tokens[i]!),
      createdAt: work.recordedAt,
      expiresAt: new Date(work.recordedAt.getTime() + VALID_MILLISECONDS),
    })),
  );
  return tokens.map((token) => `${trackerUrl}${token}`);
}
