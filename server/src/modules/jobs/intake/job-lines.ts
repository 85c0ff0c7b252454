import type { ActionInput, Job } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { presentJob } from '../present-jobs.ts';
import { jobs } from '../schema.ts';
import type { LineChange } from './prepare-job.ts';
import { updateJob } from './update-job.ts';

export type Line = Job['actions'][number];
type LineInput = z.infer<typeof ActionInput>;
type LinePatch = { readonly [Field in keyof LineInput]?: LineInput[Field] | undefined };

const MOST_LINES = 100;

/** Problems: 404 `job_unknown`, `line_unknown`. */
export async function getLine(work: ReadWork, jobId: string, lineId: string, merchantId: string | null): Promise<Line> {
  return lineOf(await presentJob(work, jobId, merchantId), lineId);
}

/** At the end. Problem 409 `too_many_lines`, and those of changing the job. */
export async function addLine(work: Work, jobId: string, input: LineInput, merchantId: string | null): Promise<Line> {
  const job = await lockedJob(work, jobId, merchantId);
  if (job.actions.length >= MOST_LINES)
    throw new Problem({ status: 409, code: 'too_many_lines', title: `A job has at most ${MOST_LINES} lines` });
  const after = await writeLines(work, jobId, [...job.actions.map(asInput), input], merchantId);
  return after.actions.at(-1)!;
}

/** Problem 404 `line_unknown`, and those of changing the job. */
export async function changeLine(
  work: Work,
  jobId: string,
  lineId: string,
  patch: LinePatch,
  merchantId: string | null,
): Promise<Line> {
  const job = await lockedJob(work, jobId, merchantId);
  lineOf(job, lineId);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return lineOf(job, lineId);
  const lines = job.actions.map(asInput).map((line) => (line.id === lineId ? { ...line, ...given } : line));
  return lineOf(await writeLines(work, jobId, lines, merchantId), lineId);
}

/** Problems: 404 `line_unknown`, 409 `last_line`, `line_has_goods`, and those of changing the job. */
export async function removeLine(work: Work, jobId: string, lineId: string, merchantId: string | null): Promise<void> {
  const job = await lockedJob(work, jobId, merchantId);
  lineOf(job, lineId);
  if (job.actions.length === 1)
    throw new Problem({
      status: 409,
      code: 'last_line',
      title: `${job.code} would have nothing left to do`,
      remedy: 'Cancel or delete the job, or add another line first.',
    });
  await writeLines(work, jobId, job.actions.filter(({ id }) => id !== lineId).map(asInput), merchantId);
}

/** Two lines added at once are both there. */
async function lockedJob(work: Work, jobId: string, merchantId: string | null): Promise<Job> {
  await work.db.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, jobId)).for('update');
  return presentJob(work, jobId, merchantId);
}

const writeLines = (work: Work, jobId: string, actions: LineChange[], merchantId: string | null) =>
  updateJob(work, jobId, { patch: { actions }, whereabouts: null }, merchantId);

const asInput = ({ state: _state, quantities: _quantities, reason: _reason, ...input }: Line) => input;

function lineOf(job: Job, lineId: string): Line {
  const line = job.actions.find(({ id }) => id === lineId);
  if (!line) throw new Problem({ status: 404, code: 'line_unknown', title: `${job.code} has no such line` });
  return line;
}
