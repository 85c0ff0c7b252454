import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { insertMany } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { customerChannels, customers } from './schema.ts';

/** Who receives, as a job names them. */
export interface CustomerWish {
  readonly merchantId: string;
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: string | null;
}

/**
 * The customer of each wish, in their order. The same person is who has the same name and the same telephone number or
 * e-mail at the same merchant: a number alone may be a family's or a firm's, and nothing is matched across merchants.
 */
export async function findOrCreateCustomers(work: Work, wishes: readonly CustomerWish[]): Promise<string[]> {
  if (wishes.length === 0) return [];
  const known = await readKnown(work, wishes);
  const created: { id: string; wish: CustomerWish }[] = [];
  const ids = wishes.map((wish) => {
    const keys = keysOf(wish);
    const found = keys.map((key) => known.get(key)).find((id) => id !== undefined);
    const id = found ?? newId();
    if (!found) created.push({ id, wish });
    for (const key of keys) if (!known.has(key)) known.set(key, id);
    return id;
  });
  await writeCustomers(work, created);
  return ids;
}

async function readKnown(work: Work, wishes: readonly CustomerWish[]): Promise<Map<string, string>> {
  const names = [...new Set(wishes.map(({ name }) => name))];
  const rows = await work.db
    .select({
      id: customers.id,
      merchantId: customers.merchantId,
      name: customers.name,
      mergedIntoId: customers.mergedIntoId,
      channel: customerChannels.normalised,
    })
    .from(customers)
    .innerJoin(customerChannels, eq(customerChannels.customerId, customers.id))
    .where(
      and(
        inArray(customers.merchantId, [...new Set(wishes.map(({ merchantId }) => merchantId))]),
        sql`${customers.name} = any(${sql.param(names)})`,
        isNull(customers.erasedAt),
      ),
    )
    .orderBy(customers.createdAt);
  const known = new Map<string, string>();
  for (const { id, merchantId, name, mergedIntoId, channel } of rows) {
    const key = keyOf(merchantId, name, channel);
    if (channel !== null && !known.has(key)) known.set(key, mergedIntoId ?? id);
  }
  return known;
}

const keyOf = (merchantId: string, name: string, channel: string | null) => JSON.stringify([merchantId, name, channel]);

function keysOf({ merchantId, name, phone, email }: CustomerWish): string[] {
  return [phone, email].filter((channel) => channel !== null).map((channel) => keyOf(merchantId, name, channel));
}

async function writeCustomers(work: Work, created: readonly { id: string; wish: CustomerWish }[]): Promise<void> {
  const { organisationId, recordedAt } = work;
  const rows = created.map(({ id, wish: { merchantId, name, locale } }) => ({
    organisationId,
    id,
    merchantId,
    name,
    locale,
    createdAt: recordedAt,
  }));
  await insertMany(work.db, customers, rows);
  const channels = created.flatMap(({ id, wish }) => [
    ...channelRow(work, id, 'sms', wish.phone),
    ...channelRow(work, id, 'email', wish.email),
  ]);
  await insertMany(work.db, customerChannels, channels);
}

function channelRow(work: Work, customerId: string, channel: 'sms' | 'email', normalised: string | null) {
  if (normalised === null) return [];
  const { organisationId } = work;
  return [
    { organisationId, id: newId(), customerId, channel, asGiven: normalised, normalised, createdAt: work.recordedAt },
  ];
}
