import { type SQL, sql } from 'drizzle-orm';
import { inIds, inTexts, type Reach } from './reach.ts';

/** What is left in the place of a name that must not be empty. */
export const ERASED = 'Erased';

export interface Holding {
  readonly table: string;
  readonly where: SQL;
  /** `delete`, or the columns that are emptied and what then stands there. */
  readonly erase: 'delete' | Readonly<Record<string, SQL>>;
  /** Others stand in it too: it is erased, and given to nobody. */
  readonly shared?: true;
  /** History that no session may rewrite: erased by the owner of the tables. */
  readonly history?: true;
}

const nothing = sql`NULL`;
const blank = sql`''`;
const object = sql`'{}'::jsonb`;
const list = sql`'[]'::jsonb`;
const empty = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, nothing]));

/**
 * Where personal data of a customer lies, in the order in which it can be erased. The export reads these rows and the
 * erasure empties them, so neither knows more than the other. Figures, states, times and codes stay: they name nobody.
 */
export function personalData(reach: Reach): readonly Holding[] {
  const jobs = sql`job_id ${inIds(reach.jobIds)}`;
  const customers = sql`customer_id ${inIds(reach.customerIds)}`;
  const addresses = sql`address_id ${inIds(reach.addressIds)}`;
  const messages = sql`message_id ${inIds(reach.messageIds)}`;
  const proofs = sql`proof_id IN (SELECT id FROM proofs WHERE ${jobs})`;
  const reports = sql`report_id IN (SELECT id FROM reports WHERE ${jobs})`;
  const subjects = sql`subject_id ${inIds([...reach.jobIds, ...reach.customerIds, ...reach.messageIds])}`;
  const mentioned = sql.join(
    [...reach.jobIds, ...reach.customerIds].map((id) => sql`answer::text LIKE ${`%${id}%`}`),
    sql` OR `,
  );
  return [
    { table: 'customer_channels', where: customers, erase: 'delete' },
    {
      table: 'customer_merges',
      where: sql`kept_${customers} OR merged_${customers}`,
      erase: { moved: object },
    },
    { table: 'address_geocodes', where: addresses, erase: 'delete', history: true },
    { table: 'address_corrections', where: addresses, erase: 'delete', history: true },
    {
      table: 'addresses',
      where: sql`id ${inIds(reach.addressIds)}`,
      erase: {
        given: object,
        ...empty('street', 'house_number', 'addition', 'postcode', 'city', 'lon', 'lat', 'coordinate_source'),
        ...empty('confidence', 'confidence_reason', 'floor', 'lift', 'stairs', 'parking', 'access_note', 'gate_code'),
      },
    },
    {
      table: 'orders',
      where: sql`purchaser_id ${inIds(reach.customerIds)}
        OR id IN (SELECT order_id FROM job_actions WHERE ${jobs} AND order_id IS NOT NULL)`,
      erase: { number: sql`'erased ' || id`, purchaser_id: nothing },
    },
    {
      table: 'job_contacts',
      where: jobs,
      erase: { name: sql`${ERASED}`, ...empty('email_as_given', 'email', 'phone_as_given', 'phone', 'locale') },
    },
    { table: 'job_metadata', where: jobs, erase: 'delete' },
    { table: 'job_faults', where: jobs, erase: 'delete' },
    { table: 'job_attachments', where: jobs, erase: 'delete' },
    { table: 'handover_permissions', where: jobs, erase: { detail: nothing } },
    { table: 'import_rows', where: jobs, erase: { raw: blank, fields: object, faults: list } },
    { table: 'job_actions', where: jobs, erase: { description: sql`kind` } },
    { table: 'job_outcomes', where: jobs, erase: { note: nothing }, history: true },
    { table: 'job_resolutions', where: jobs, erase: { note: nothing } },
    { table: 'proof_parts', where: proofs, erase: { file_id: nothing, text: nothing, data: object } },
    { table: 'proofs', where: jobs, erase: empty('recipient_name', 'note', 'lon', 'lat', 'accuracy_meters') },
    { table: 'promises', where: jobs, erase: { why_changed: nothing } },
    { table: 'report_files', where: reports, erase: 'delete' },
    { table: 'reports', where: jobs, erase: { words: blank } },
    { table: 'claims', where: jobs, erase: { note: nothing } },
    {
      table: 'device_commands',
      where: sql`${jobs} OR stop_id ${inIds(reach.stopIds)}`,
      erase: { payload: object, ...empty('lon', 'lat', 'accuracy_meters') },
    },
    { table: 'conflicts', where: jobs, erase: { detail: object, settlement: nothing } },
    { table: 'crew_messages', where: jobs, erase: { words: blank } },
    {
      table: 'stops',
      where: sql`id ${inIds(reach.stopIds)} AND job_id IS NOT NULL`,
      erase: empty('lon', 'lat', 'leg_shape'),
    },
    // A plan is a proposal of the past with the names and places of its whole day; the itineraries made of it stay.
    {
      table: 'itineraries',
      where: sql`plan_id ${inIds(reach.planIds)}`,
      erase: { plan_id: nothing },
      shared: true,
    },
    {
      table: 'plans',
      where: sql`based_on_plan_id ${inIds(reach.planIds)}`,
      erase: { based_on_plan_id: nothing },
      shared: true,
    },
    { table: 'plans', where: sql`id ${inIds(reach.planIds)}`, erase: 'delete', shared: true },
    { table: 'tracker_actions', where: jobs, erase: { payload: object } },
    { table: 'ratings', where: jobs, erase: { words: nothing } },
    { table: 'push_subscriptions', where: jobs, erase: 'delete' },
    {
      table: 'messages',
      where: sql`id ${inIds(reach.messageIds)}`,
      erase: {
        to_address: blank,
        text: blank,
        variables: object,
        ...empty('to_name', 'subject', 'html', 'unsubscribe_url', 'failure'),
      },
    },
    { table: 'message_attempts', where: messages, erase: empty('detail', 'tries') },
    {
      table: 'email_receipts',
      where: sql`${messages} OR recipient ${inTexts(reach.channelAddresses)}`,
      erase: empty('recipient', 'diagnostic'),
    },
    { table: 'email_suppressions', where: sql`address ${inTexts(reach.channelAddresses)}`, erase: 'delete' },
    {
      table: 'inbound_messages',
      where: sql`${jobs} OR from_address ${inTexts(reach.channelAddresses)}`,
      erase: { from_address: blank, text: blank, provider_message_id: nothing },
    },
    { table: 'opt_outs', where: sql`address ${inTexts(reach.channelAddresses)}`, erase: 'delete' },
    {
      table: 'webhook_attempts',
      where: sql`delivery_id IN (SELECT id FROM webhook_deliveries WHERE ${subjects})`,
      erase: empty('answer', 'error'),
    },
    {
      table: 'webhook_deliveries',
      where: subjects,
      erase: { body: nothing, state: sql`CASE WHEN state = 'queued' THEN 'failed' ELSE state END` },
    },
    { table: 'idempotency_keys', where: mentioned, erase: 'delete', shared: true },
    {
      table: 'jobs',
      where: sql`id ${inIds(reach.jobIds)}`,
      erase: empty(
        ...[
          'reference_id',
          'customer_reference_id',
          'notes',
          'customer_notes',
          'signature_agreement',
          'one_time_code_hash',
          'hold_reason',
        ],
        'duplicate_key',
      ),
    },
    {
      table: 'customers',
      where: sql`id ${inIds(reach.customerIds)}`,
      erase: { name: sql`${ERASED}`, ...empty('reference_id', 'locale', 'notes') },
    },
    {
      table: 'files',
      where: sql`id ${inIds(reach.fileIds)}`,
      erase: { name: nothing, sha256: blank },
    },
  ];
}
