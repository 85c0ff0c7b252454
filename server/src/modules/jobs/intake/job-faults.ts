import type { ProblemCode } from '@roundsman/api-contract';
import type { Fault } from '@roundsman/delivery-rules';
import { inArray } from 'drizzle-orm';
import { insertMany } from '../../../platform/database/index.ts';
import { type FieldProblem, Problem, type Work } from '../../../platform/index.ts';
import { jobFaults } from '../schema.ts';

const CHUNK = 2_000;

/** What is wrong with jobs as of now, in place of what was before. */
export async function replaceFaults(work: Work, faultsOf: ReadonlyMap<string, readonly Fault[]>): Promise<void> {
  const ids = [...faultsOf.keys()];
  for (let at = 0; at < ids.length; at += CHUNK)
    await work.db.delete(jobFaults).where(inArray(jobFaults.jobId, ids.slice(at, at + CHUNK)));
  await writeFaults(work, faultsOf);
}

export async function writeFaults(work: Work, faultsOf: ReadonlyMap<string, readonly Fault[]>): Promise<void> {
  const { organisationId, recordedAt } = work;
  const rows = [...faultsOf].flatMap(([jobId, faults]) =>
    oneOfEach(faults).map((fault) => ({ organisationId, jobId, ...fault, foundAt: recordedAt })),
  );
  await insertMany(work.db, jobFaults, rows);
}

/** Two unknown skills are one fault of one field, with both sentences. */
function oneOfEach(faults: readonly Fault[]): Fault[] {
  const alike = Map.groupBy(faults, ({ field, code }) => `${field} ${code}`);
  return [...alike.values()].map(([first, ...more]) => ({
    ...first!,
    message: [first!, ...more].map(({ message }) => message).join(' '),
  }));
}

/** 422: what keeps the job from being taken as it is, each fault at its field. */
export function faultsProblem(code: ProblemCode, title: string, faults: readonly Fault[], remedy: string): Problem {
  return new Problem({ status: 422, code, title, remedy, fields: faults.map(fieldProblem) });
}

/** `windows.0` of the job is `body.windows[0]` of the request. */
const fieldProblem = ({ field, code, message, remedy }: Fault): FieldProblem => ({
  field: `body.${field.replace(/\.(\d+)/g, '[$1]')}`,
  code,
  message,
  remedy,
});
