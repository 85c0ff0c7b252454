import { MOST_METADATA_KEYS } from '@roundsman/api-contract';
import { and, eq, exists, inArray, type SQL, sql } from 'drizzle-orm';
import { insertMany } from '../../platform/database/index.ts';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { jobMetadata, jobs } from './schema.ts';

/** A text a key; where it is a patch, null takes the key away. */
export type MetadataPatch = Readonly<Record<string, string | null>>;

export async function writeMetadata(
  work: Work,
  list: readonly { readonly jobId: string; readonly metadata: Readonly<Record<string, string>> }[],
): Promise<void> {
  const { organisationId } = work;
  await insertMany(
    work.db,
    jobMetadata,
    list.flatMap(({ jobId, metadata }) =>
      Object.entries(metadata).map(([key, value]) => ({ organisationId, jobId, key, value })),
    ),
  );
}

/**
 * Merges a patch into what a job has: a text sets its key, null takes it away, null for the whole empties it. The job's row
 * is locked by the caller. Problem 422 `too_much_metadata` when more than 50 keys were left.
 */
export async function mergeMetadata(work: Work, jobId: string, patch: MetadataPatch | null): Promise<void> {
  const ofJob = eq(jobMetadata.jobId, jobId);
  if (patch === null) {
    await work.db.delete(jobMetadata).where(ofJob);
    return;
  }
  const gone = Object.keys(patch).filter((key) => patch[key] === null);
  const set = Object.entries(patch).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  if (gone.length > 0) await work.db.delete(jobMetadata).where(and(ofJob, inArray(jobMetadata.key, gone)));
  if (set.length === 0) return;
  const { organisationId } = work;
  await work.db
    .insert(jobMetadata)
    .values(set.map((one) => ({ organisationId, jobId, ...one })))
    .onConflictDoUpdate({
      target: [jobMetadata.organisationId, jobMetadata.jobId, jobMetadata.key],
      set: { value: sql`excluded.value` },
    });
  if ((await work.db.$count(jobMetadata, ofJob)) > MOST_METADATA_KEYS) throw tooMuch();
}

/** Of the job of the query around it, as one object. */
export const metadataOfJob = sql<Record<string, string>>`(
  select coalesce(jsonb_object_agg(m.key, m.value), '{}'::jsonb) from ${jobMetadata} as m
  where m.organisation_id = ${jobs.organisationId} and m.job_id = ${jobs.id})`;

/** Jobs whose metadata say exactly this, every key of it. */
export const hasMetadata = (db: ReadWork['db'], wanted: Readonly<Record<string, string>>): SQL | undefined =>
  and(
    ...Object.entries(wanted).map(([key, value]) =>
      exists(
        db
          .select({ one: sql`1` })
          .from(jobMetadata)
          .where(and(eq(jobMetadata.jobId, jobs.id), eq(jobMetadata.key, key), eq(jobMetadata.value, value))),
      ),
    ),
  );

function tooMuch(): Problem {
  const title = `A job keeps at most ${MOST_METADATA_KEYS} keys of metadata`;
  const remedy = 'Take some away with null in the same patch.';
  const fields = [{ field: 'body.metadata', code: 'too_much_metadata', message: title, remedy }];
  return new Problem({ status: 422, code: 'too_much_metadata', title, remedy, fields });
}
