import type { Import } from '@roundsman/api-contract';
import type { Geocoder } from '@roundsman/road-network';
import { eq, sql } from 'drizzle-orm';
import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { joinBranch } from '../../accounts/index.ts';
import type { Whereabouts } from '../../customers/index.ts';
import { writeFaults } from '../intake/job-faults.ts';
import { locateAll, type Place } from '../intake/locate.ts';
import type { NewJob } from '../intake/new-job.ts';
import { freeCodes } from '../intake/short-codes.ts';
import { readStagingKnowledge, type StagingKnowledge } from '../intake/staging-knowledge.ts';
import { writeJobs } from '../intake/write-jobs.ts';
import { importBatches, jobs } from '../schema.ts';
import { type RowChange, updateRows } from './import-rows.ts';
import { fieldsOf, findImport, type ImportBatch, lockImport, refuseUnlessPreview, rowContext } from './open-import.ts';
import { getImport } from './read-imports.ts';
import { newJobOf, readDrafts } from './row-drafts.ts';

/** Where the readable rows of an import that are not staged yet say that they go. */
export interface RowsToStage {
  readonly importId: string;
  readonly places: readonly Place[];
}

export interface PreparedStaging {
  readonly importId: string;
  readonly whereabouts: ReadonlyMap<string, Whereabouts>;
}

/** First of three: read → `prepareStaging`, outside any transaction → `stageImport`. Problem 404 `import_unknown`. */
export async function readRowsToStage(
  work: ReadWork,
  importId: string,
  merchantId: string | null,
): Promise<RowsToStage> {
  const batch = await findImport(work, importId, merchantId);
  const drafts = await readDrafts(work, importId, await rowContext(work, batch, merchantId));
  return { importId, places: drafts.map(({ input }) => placeOf(input)) };
}

/** Looks up every address. */
export async function prepareStaging(geocoder: Geocoder, { importId, places }: RowsToStage): Promise<PreparedStaging> {
  const found = await locateAll(geocoder, places);
  return { importId, whereabouts: new Map(places.map((place, at) => [placeKey(place), found[at]!])) };
}

/**
 * Puts every readable row into staging, all or nothing. Rows that have a job already stay as they are, so that it may be
 * called again: after a crash, or when rows were fixed. A row whose reference is taken stays a row and says so. Problems:
 * 404 `import_unknown`, 409 `import_changed`, `import_dropped`, 422 `mapping_incomplete`.
 */
export async function stageImport(work: Work, prepared: PreparedStaging, merchantId: string | null): Promise<Import> {
  const batch = await lockImport(work, prepared.importId, merchantId);
  if (batch.state !== 'staged') refuseUnlessPreview(batch, 'staged');
  refuseWithoutAddress(batch);
  const made = await newJobs(work, batch, prepared, merchantId);
  if (made.length === 0 && batch.state === 'staged') return getImport(work, batch.id, merchantId);
  const knowledge = await readStagingKnowledge(
    work,
    made.map(({ job }) => job.staged),
  );
  const { accepted, changes, faults } = sortRows(made, knowledge);
  await writeJobs(work, accepted);
  await writeFaults(work, faults);
  await updateRows(work, batch.id, changes);
  const [counts] = (
    await work.db.execute<{ staged: number; rejected: number }>(sql`
      select count(job_id)::int as staged, count(*) filter (where state = 'rejected')::int as rejected
      from import_rows where batch_id = ${batch.id}`)
  ).rows;
  await work.db
    .update(importBatches)
    .set({
      state: 'staged',
      stagedCount: counts!.staged,
      rejectedCount: counts!.rejected,
      stagedAt: batch.stagedAt ?? work.recordedAt,
    })
    .where(eq(importBatches.id, batch.id));
  work.emit({
    type: 'import.staged',
    subject: { kind: 'import', id: batch.id },
    data: { jobs: accepted.length, rejected: counts!.rejected },
  });
  return getImport(work, batch.id, merchantId);
}

interface MadeRow {
  readonly line: number;
  readonly job: NewJob;
}

async function newJobs(
  work: Work,
  batch: ImportBatch,
  { whereabouts }: PreparedStaging,
  merchantId: string | null,
): Promise<MadeRow[]> {
  const branch = await joinBranch(work, batch.branchId);
  const drafts = await readDrafts(work, batch.id, await rowContext(work, batch, merchantId));
  const codes = await freeCodes(work, jobs, 'job', drafts.length);
  return drafts.map((draft, at) => {
    const where = whereabouts.get(placeKey(placeOf(draft.input)));
    if (!where) throw importChanged();
    return { line: draft.line, job: newJobOf(draft, branch, codes[at]!, where) };
  });
}

/** In the order of the file, so that a repetition is told from what it repeats. */
function sortRows(made: readonly MadeRow[], knowledge: StagingKnowledge) {
  const accepted: NewJob[] = [];
  const changes: RowChange[] = [];
  const faults = new Map<string, ReturnType<StagingKnowledge['faultsOf']>>();
  for (const { line, job } of made) {
    const found = knowledge.faultsOf(job);
    if (knowledge.holderOfReference(job)) {
      changes.push({ number: line, state: 'rejected', faults: found });
      continue;
    }
    knowledge.remember(job);
    accepted.push(job);
    faults.set(job.id, found);
    changes.push({ number: line, state: 'staged', faults: [], jobId: job.id });
  }
  return { accepted, changes, faults };
}

const placeOf = ({ address, point }: NewJob['input']): Place => ({ address, point });
const placeKey = ({ address, point }: Place): string => JSON.stringify([address, point ?? null]);

const SAYS_WHERE = new Set(['street', 'address_line', 'city', 'postcode', 'lon']);

function refuseWithoutAddress(batch: ImportBatch): void {
  if (fieldsOf(batch).some((field) => SAYS_WHERE.has(field))) return;
  throw new Problem({
    status: 422,
    code: 'mapping_incomplete',
    title: 'No column says where the jobs are',
    remedy: 'Say which column is the street or the whole address, then stage again.',
  });
}

function importChanged(): Problem {
  return new Problem({
    status: 409,
    code: 'import_changed',
    title: 'The import was changed while its addresses were looked up',
    remedy: 'Stage it again.',
  });
}
