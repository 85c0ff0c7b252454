import { isJobClosed, JOB_STATES } from '@roundsman/delivery-rules';
import { type SQL, sql } from 'drizzle-orm';
import { Problem, type ReadWork } from '../../platform/index.ts';

/** Everything of one customer by its ids: what the list of personal data asks by. */
export interface Reach {
  readonly customerIds: readonly string[];
  readonly jobIds: readonly string[];
  readonly openJobCodes: readonly string[];
  readonly addressIds: readonly string[];
  readonly contactIds: readonly string[];
  readonly messageIds: readonly string[];
  readonly stopIds: readonly string[];
  readonly planIds: readonly string[];
  readonly fileIds: readonly string[];
  /** E-mail addresses and numbers that are nobody else's in this organisation. */
  readonly channelAddresses: readonly string[];
}

export const inIds = (ids: readonly string[]): SQL => sql`= ANY(${sql.param([...ids])}::uuid[])`;
export const inTexts = (texts: readonly string[]): SQL => sql`= ANY(${sql.param([...texts])}::text[])`;

export const CLOSED_JOBS: readonly string[] = JOB_STATES.filter(isJobClosed);

/** Problem 404 `customer_unknown`. */
export async function reachOf(work: ReadWork, customerId: string): Promise<Reach> {
  const column = async (query: SQL): Promise<string[]> =>
    (await work.db.execute<{ value: string }>(query)).rows.map(({ value }) => value);
  // Who was merged into them is them.
  const customerIds = await column(sql`
    WITH RECURSIVE same AS (
      SELECT id FROM customers WHERE id = ${customerId}
      UNION SELECT c.id FROM customers AS c JOIN same ON c.merged_into_id = same.id)
    SELECT id AS value FROM same`);
  if (customerIds.length === 0)
    throw new Problem({ status: 404, code: 'customer_unknown', title: 'There is no such customer' });
  const jobIds = await column(sql`
    SELECT id AS value FROM jobs WHERE customer_id ${inIds(customerIds)}
    UNION SELECT job_id FROM job_contacts WHERE customer_id ${inIds(customerIds)}`);
  const openJobCodes = await column(sql`
    SELECT code AS value FROM jobs WHERE id ${inIds(jobIds)} AND NOT state ${inTexts(CLOSED_JOBS)} ORDER BY code`);
  const addressIds = await column(sql`
    SELECT id AS value FROM addresses WHERE customer_id ${inIds(customerIds)}
    UNION SELECT address_id FROM jobs WHERE id ${inIds(jobIds)}
    EXCEPT SELECT address_id FROM jobs WHERE NOT id ${inIds(jobIds)}`);
  const contactIds = await column(sql`SELECT id AS value FROM job_contacts WHERE job_id ${inIds(jobIds)}`);
  const channelAddresses = await column(sql`
    SELECT value FROM (
      SELECT coalesce(normalised, as_given) AS value FROM customer_channels WHERE customer_id ${inIds(customerIds)}
      UNION SELECT email FROM job_contacts WHERE id ${inIds(contactIds)}
      UNION SELECT phone FROM job_contacts WHERE id ${inIds(contactIds)}) AS own
    WHERE value IS NOT NULL
      AND NOT EXISTS (SELECT FROM customer_channels AS c WHERE c.normalised = value AND NOT c.customer_id ${inIds(customerIds)})
      AND NOT EXISTS (SELECT FROM job_contacts AS c WHERE (c.email = value OR c.phone = value) AND NOT c.job_id ${inIds(jobIds)})`);
  return {
    customerIds,
    jobIds,
    openJobCodes,
    addressIds,
    contactIds,
    channelAddresses,
    messageIds: await column(sql`
      SELECT id AS value FROM messages WHERE job_id ${inIds(jobIds)} OR customer_id ${inIds(customerIds)}`),
    stopIds: await column(sql`
      SELECT id AS value FROM stops WHERE job_id ${inIds(jobIds)} OR for_job_id ${inIds(jobIds)}`),
    planIds: await column(sql`SELECT DISTINCT plan_id AS value FROM plan_jobs WHERE job_id ${inIds(jobIds)}`),
    fileIds: await column(sql`
      SELECT file_id AS value FROM proof_parts JOIN proofs ON proofs.id = proof_parts.proof_id
        WHERE proofs.job_id ${inIds(jobIds)} AND file_id IS NOT NULL
      UNION SELECT file_id FROM report_files JOIN reports ON reports.id = report_files.report_id
        WHERE reports.job_id ${inIds(jobIds)}
      UNION SELECT file_id FROM job_attachments WHERE job_id ${inIds(jobIds)}
      -- Others stand in it too: it goes all the same, their lines and jobs stay.
      UNION SELECT b.file_id FROM import_batches AS b
        JOIN import_rows AS r ON r.organisation_id = b.organisation_id AND r.batch_id = b.id
        WHERE r.job_id ${inIds(jobIds)} AND b.file_id IS NOT NULL`),
  };
}
