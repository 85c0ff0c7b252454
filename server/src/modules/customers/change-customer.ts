import type { BodyOf, customerEndpoints } from '@roundsman/api-contract';
import { and, desc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { isUniqueViolation } from '../../platform/database/index.ts';
import { type FieldProblem, newId, Problem, type Work } from '../../platform/index.ts';
import { normalisedEmail, normalisedPhone } from './channels.ts';
import { type CustomerCard, getCustomer, keptCustomer } from './find-customers.ts';
import { addresses, customerChannels, customers } from './schema.ts';

export type CustomerChange = BodyOf<(typeof customerEndpoints)['update']>;

/**
 * Corrects what is known of a customer; what is absent stays. A number or address that is corrected was wrong: it is
 * forgotten, and no longer finds them. Problems: 404 `customer_unknown`, 409 `customer_reference_taken`, 422
 * `channel_not_valid`.
 */
export async function changeCustomer(
  work: Work,
  customerId: string,
  change: CustomerChange,
  merchantId: string | null,
): Promise<{ before: CustomerCard; after: CustomerCard }> {
  const id = await keptCustomer(work, customerId, merchantId);
  await work.db.select({ id: customers.id }).from(customers).where(eq(customers.id, id)).for('update');
  const before = await getCustomer(work, id, merchantId);
  const fields = Object.keys(change).filter((field) => change[field as keyof CustomerChange] !== undefined);
  if (fields.length === 0) return { before, after: before };
  const channels = await readChannels(work, id, change);
  await writeColumns(work, before, change);
  if (channels.phone !== undefined) await writeChannel(work, id, 'sms', before.phone, channels.phone);
  if (channels.email !== undefined) await writeChannel(work, id, 'email', before.email, channels.email);
  work.emit({ type: 'customer.changed', subject: { kind: 'customer', id }, data: { fields } });
  return { before, after: await getCustomer(work, id, merchantId) };
}

interface Reach {
  readonly phone: string | null | undefined;
  readonly email: string | null | undefined;
}

/** As they are stored; undefined stays, null goes. */
async function readChannels(work: Work, customerId: string, { phone, email }: CustomerChange): Promise<Reach> {
  const wrong: FieldProblem[] = [];
  const read = (field: string, given: string | null | undefined, normalise: (text: string) => string | null) => {
    if (given === undefined) return undefined;
    if (given === null || given.trim() === '') return null;
    const stored = normalise(given);
    if (stored === null) {
      const message = `“${given.trim()}” is no ${field === 'phone' ? 'telephone number' : 'e-mail address'}.`;
      const remedy = field === 'phone' ? 'Write it with its country: +423 791 23 45.' : 'Write it as name@example.org.';
      wrong.push({ field: `body.${field}`, code: 'channel_not_valid', message, remedy });
    }
    return stored;
  };
  const country = phone ? await latestCountry(work, customerId) : null;
  const found = {
    phone: read('phone', phone, (text) => normalisedPhone(text, country)),
    email: read('email', email, normalisedEmail),
  };
  if (wrong.length === 0) return found;
  throw new Problem({ status: 422, code: 'channel_not_valid', title: 'They cannot be reached by that', fields: wrong });
}

/** Where a number without `+` belongs. */
async function latestCountry(work: Work, customerId: string): Promise<string | null> {
  const [row] = await work.db
    .select({ country: addresses.country })
    .from(addresses)
    .where(and(eq(addresses.customerId, customerId), isNotNull(addresses.country)))
    .orderBy(desc(addresses.id))
    .limit(1);
  return row?.country ?? null;
}

async function writeColumns(work: Work, before: CustomerCard, change: CustomerChange): Promise<void> {
  const orNull = (text: string | null | undefined) => (text === undefined ? undefined : text?.trim() || null);
  const referenceId = orNull(change.referenceId);
  const set = { name: change.name, locale: orNull(change.language), referenceId, notes: orNull(change.notes) };
  const wanted = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  if (Object.keys(wanted).length === 0) return;
  if (referenceId) {
    const [holder] = await work.db
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          eq(customers.merchantId, before.merchantId),
          eq(customers.referenceId, referenceId),
          ne(customers.id, before.id),
        ),
      );
    if (holder) throw referenceTaken(holder.id);
  }
  try {
    await work.db.update(customers).set(wanted).where(eq(customers.id, before.id));
  } catch (error) {
    // Another customer took it at the same moment.
    throw isUniqueViolation(error, 'customers_reference') ? referenceTaken(null) : error;
  }
}

function referenceTaken(customerId: string | null): Problem {
  const title = 'Another customer of the merchant has this reference';
  const remedy = 'Give another, or merge the two if they are the same.';
  return new Problem({
    status: 409,
    code: 'customer_reference_taken',
    title,
    remedy,
    fields: [{ field: 'body.referenceId', code: 'customer_reference_taken', message: title, remedy }],
    extra: customerId === null ? {} : { customerId },
  });
}

/** Without one they are reached by none: then the others go as well. */
async function writeChannel(
  work: Work,
  customerId: string,
  channel: 'sms' | 'email',
  before: string | null,
  now: string | null,
): Promise<void> {
  const own = and(eq(customerChannels.customerId, customerId), eq(customerChannels.channel, channel));
  const gone = [before, now].filter((address) => address !== null);
  await work.db
    .delete(customerChannels)
    .where(now === null ? own : and(own, inArray(customerChannels.normalised, gone)));
  if (now === null) return;
  const { organisationId, recordedAt: createdAt } = work;
  const row = { channel, asGiven: now, normalised: now, preferred: true, createdAt };
  await work.db.insert(customerChannels).values({ organisationId, id: newId(), customerId, ...row });
}
