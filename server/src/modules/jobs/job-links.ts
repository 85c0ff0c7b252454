import type { BodyOf, JobLink, jobLinkEndpoints, ProblemCode } from '@roundsman/api-contract';
import { isJobClosed, PLANNING_LINK_KINDS } from '@roundsman/delivery-rules';
import { and, asc, eq, inArray, or } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { presentJob } from './present-jobs.ts';
import { jobContacts, jobLinks, jobs } from './schema.ts';

export type LinkWish = BodyOf<typeof jobLinkEndpoints.set>;

/** A job with more is a chain that nobody oversees. */
const MOST_LINKS = 20;
const SET_BY_PEOPLE: (typeof jobLinks.$inferSelect)['kind'][] = [...PLANNING_LINK_KINDS];

/** What other jobs a job hangs on. Problem 404 `job_unknown`. */
export async function listJobLinks(work: ReadWork, jobId: string, merchantId: string | null): Promise<JobLink[]> {
  await presentJob(work, jobId, merchantId);
  const links = await linksOf(work, jobId);
  const others = links.map((link) => otherOf(link, jobId));
  if (others.length === 0) return [];
  const rows = await work.db
    .select({ id: jobs.id, code: jobs.code, state: jobs.state, name: jobContacts.name })
    .from(jobs)
    .leftJoin(jobContacts, and(eq(jobContacts.jobId, jobs.id), eq(jobContacts.role, 'recipient')))
    .where(isAmong(jobs.id, others));
  const known = new Map(rows.map((row) => [row.id, row]));
  return links.flatMap((link): JobLink[] => {
    const other = known.get(otherOf(link, jobId));
    if (!other) return [];
    return [
      {
        kind: link.kind,
        direction: link.fromJobId === jobId ? 'to' : 'from',
        otherJobId: other.id,
        otherJobCode: other.code,
        otherName: other.name ?? other.code,
        otherState: other.state,
        minGapSeconds: link.leastGapSeconds,
        maxGapSeconds: link.mostGapSeconds,
        priceMinor: link.priceMinor,
      },
    ];
  });
}

/**
 * Sets how two jobs are planned beside each other; what a person had set between them before is replaced.
 * Problems: 404 `job_unknown`, 409 `job_closed`, 409 `follows_another`, 409 `too_many_links`, 422 `link_to_itself`, 422 `link_in_a_circle`.
 */
export async function setJobLink(
  work: Work,
  jobId: string,
  wish: LinkWish,
  merchantId: string | null,
): Promise<JobLink[]> {
  const { kind, otherJobId, minGapSeconds, maxGapSeconds, priceMinor } = wish;
  const job = await presentJob(work, jobId, merchantId);
  await presentJob(work, otherJobId, merchantId);
  if (jobId === otherJobId) throw refusedOther('link_to_itself', 'A job cannot hang on itself', 'Name another job.');
  if (isJobClosed(job.state)) {
    throw new Problem({
      status: 409,
      code: 'job_closed',
      title: `${job.code} is ${job.state.replaceAll('_', ' ')}: nobody plans it any more`,
    });
  }
  if (kind === 'follows') await mayFollow(work, jobId, otherJobId);
  await forget(work, jobId, otherJobId);
  if ((await linksOf(work, jobId)).length >= MOST_LINKS) {
    throw new Problem({
      status: 409,
      code: 'too_many_links',
      title: `${job.code} hangs on ${MOST_LINKS} others already`,
      remedy: 'Take one away first.',
    });
  }
  // Company has no direction: one row for a pair, whichever was named first.
  const [fromJobId, toJobId] = kind === 'follows' || jobId < otherJobId ? [jobId, otherJobId] : [otherJobId, jobId];
  await work.db.insert(jobLinks).values({
    organisationId: work.organisationId,
    fromJobId,
    kind,
    toJobId,
    ...(kind === 'follows'
      ? { leastGapSeconds: minGapSeconds ?? 0, mostGapSeconds: maxGapSeconds ?? null }
      : { priceMinor: priceMinor ?? null }),
    createdAt: work.recordedAt,
  });
  work.emit({ type: 'job.linked', subject: { kind: 'job', id: jobId }, data: { kind, otherJobId } });
  return listJobLinks(work, jobId, merchantId);
}

/** Takes away what a person has set between two jobs; a retry stays a retry. Problem 404 `job_unknown`. */
export async function removeJobLink(
  work: Work,
  jobId: string,
  otherJobId: string,
  merchantId: string | null,
): Promise<JobLink[]> {
  await presentJob(work, jobId, merchantId);
  if (await forget(work, jobId, otherJobId))
    work.emit({ type: 'job.unlinked', subject: { kind: 'job', id: jobId }, data: { otherJobId } });
  return listJobLinks(work, jobId, merchantId);
}

/** How jobs hang together for whoever plans them: each link of theirs that a person has set, once. */
export async function readPlanningLinks(work: ReadWork, jobIds: readonly string[]) {
  if (jobIds.length === 0) return [];
  const ids = [...jobIds];
  return work.db
    .select()
    .from(jobLinks)
    .where(
      and(inArray(jobLinks.kind, SET_BY_PEOPLE), or(isAmong(jobLinks.fromJobId, ids), isAmong(jobLinks.toJobId, ids))),
    )
    .orderBy(asc(jobLinks.fromJobId), asc(jobLinks.kind), asc(jobLinks.toJobId));
}

type LinkRow = typeof jobLinks.$inferSelect;

const otherOf = ({ fromJobId, toJobId }: LinkRow, jobId: string) => (fromJobId === jobId ? toJobId : fromJobId);

const linksOf = (work: ReadWork, jobId: string): Promise<LinkRow[]> =>
  work.db
    .select()
    .from(jobLinks)
    .where(or(eq(jobLinks.fromJobId, jobId), eq(jobLinks.toJobId, jobId)))
    .orderBy(asc(jobLinks.createdAt), asc(jobLinks.kind), asc(jobLinks.toJobId));

async function forget(work: Work, jobId: string, otherJobId: string): Promise<boolean> {
  const gone = await work.db
    .delete(jobLinks)
    .where(
      and(
        inArray(jobLinks.kind, SET_BY_PEOPLE),
        or(
          and(eq(jobLinks.fromJobId, jobId), eq(jobLinks.toJobId, otherJobId)),
          and(eq(jobLinks.fromJobId, otherJobId), eq(jobLinks.toJobId, jobId)),
        ),
      ),
    )
    .returning({ kind: jobLinks.kind });
  return gone.length > 0;
}

/** A job follows one other, and never one that comes after it. */
async function mayFollow(work: ReadWork, jobId: string, otherJobId: string): Promise<void> {
  const leaderOf = async (id: string) => {
    const [link] = await work.db
      .select({ toJobId: jobLinks.toJobId })
      .from(jobLinks)
      .where(and(eq(jobLinks.fromJobId, id), eq(jobLinks.kind, 'follows')));
    return link?.toJobId;
  };
  const leader = await leaderOf(jobId);
  if (leader !== undefined && leader !== otherJobId) {
    throw new Problem({
      status: 409,
      code: 'follows_another',
      title: 'This job follows another one already',
      remedy: 'Take that away first, or let the other job follow it.',
    });
  }
  // What the two had between them is about to go, so a link back from the other is no circle.
  let above = await leaderOf(otherJobId);
  if (above === jobId) return;
  for (let steps = 0; above !== undefined && steps < 100; steps++) {
    if (above === jobId)
      throw refusedOther(
        'link_in_a_circle',
        'The other job follows this one by a detour',
        'Choose the job that is first.',
      );
    above = await leaderOf(above);
  }
}

function refusedOther(code: ProblemCode, title: string, remedy: string): Problem {
  return new Problem({
    status: 422,
    code,
    title,
    remedy,
    fields: [{ field: 'body.otherJobId', code, message: title, remedy }],
  });
}
