import type { Customer } from '@roundsman/api-contract';
import {
  type AnyColumn,
  and,
  asc,
  desc,
  eq,
  exists,
  gte,
  ilike,
  inArray,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { anywhere, isAmong } from '../../platform/database/index.ts';
import { idCursor, Problem, type ReadWork } from '../../platform/index.ts';
import { digitsOf } from './channels.ts';
import { customerChannels, customers, merchants } from './schema.ts';

/** A customer without what jobs say of them. */
export type CustomerCard = Omit<Customer, 'visits'>;

export interface CustomerQuery {
  /** A part of the name or of a number's digits, a whole e-mail address or reference. */
  readonly search?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly referenceId?: string | undefined;
  readonly createdFrom?: string | undefined;
  readonly createdTo?: string | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** 100 unless said, at most 500. */
  readonly limit?: number | undefined;
  /** The merchant whose customers alone exist for the asker; null = all. */
  readonly merchantId: string | null;
}

const USUAL_PAGE = 100;
/** Fewer digits than that are in every number. */
const FEWEST_DIGITS = 3;

/** The newest first; whoever was merged into them finds them too. Problem 422 `cursor_invalid`. */
export async function findCustomers(
  work: ReadWork,
  query: CustomerQuery,
): Promise<{ rows: CustomerCard[]; next: string | null }> {
  const { after, merchantId, createdFrom, createdTo, limit = USUAL_PAGE } = query;
  const same = work.db
    .select({ id: sql<string>`coalesce(${customers.mergedIntoId}, ${customers.id})` })
    .from(customers)
    .where(and(...conditions(work.db, query)));
  const found = await work.db
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        isNull(customers.mergedIntoId),
        isNull(customers.erasedAt),
        merchantId === null ? undefined : eq(customers.merchantId, merchantId),
        createdFrom === undefined ? undefined : gte(customers.createdAt, new Date(createdFrom)),
        createdTo === undefined ? undefined : lt(customers.createdAt, new Date(createdTo)),
        inArray(customers.id, same),
        after === undefined ? undefined : lt(customers.id, idCursor(after)),
      ),
    )
    .orderBy(desc(customers.id))
    .limit(limit + 1);
  const ids = found.slice(0, limit).map(({ id }) => id);
  return { rows: await presentCustomers(work, ids), next: found.length > limit ? ids.at(-1)! : null };
}

/** The id of one who was merged is that of who is kept. Problem 404 `customer_unknown`, also for another merchant's. */
export async function keptCustomer(work: ReadWork, customerId: string, merchantId: string | null): Promise<string> {
  const [row] = await work.db.select().from(customers).where(eq(customers.id, customerId));
  if (!row || row.erasedAt !== null || (merchantId !== null && row.merchantId !== merchantId))
    throw new Problem({ status: 404, code: 'customer_unknown', title: 'There is no such customer' });
  return row.mergedIntoId ?? row.id;
}

/** Whose rows are a customer's: their own, and those of who was merged into them. */
export const ofCustomer = (column: AnyColumn, customerId: string): SQL =>
  sql`${column} in (select s.id from customers as s join customers as k on k.id = ${customerId}
    where coalesce(s.merged_into_id, s.id) = coalesce(k.merged_into_id, k.id))`;

/** Problem 404 `customer_unknown`. */
export async function getCustomer(
  work: ReadWork,
  customerId: string,
  merchantId: string | null,
): Promise<CustomerCard> {
  const [card] = await presentCustomers(work, [await keptCustomer(work, customerId, merchantId)]);
  return card!;
}

async function presentCustomers(work: ReadWork, ids: readonly string[]): Promise<CustomerCard[]> {
  if (ids.length === 0) return [];
  const rows = await work.db
    .select({ customer: customers, merchantName: merchants.name })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(isAmong(customers.id, ids));
  const merged = await work.db
    .select({ id: customers.id, name: customers.name, into: customers.mergedIntoId })
    .from(customers)
    .where(isAmong(customers.mergedIntoId, ids))
    .orderBy(asc(customers.id));
  const channels = await work.db
    .select()
    .from(customerChannels)
    .where(inArray(customerChannels.customerId, [...ids, ...merged.map(({ id }) => id)]))
    .orderBy(desc(customerChannels.preferred), asc(customerChannels.id));
  const cards = rows.map(({ customer, merchantName }): CustomerCard => {
    const others = merged.filter(({ into }) => into === customer.id);
    const reach = (channel: 'sms' | 'email') => {
      const of = (owners: readonly string[]) =>
        channels
          .filter((row) => row.channel === channel && owners.includes(row.customerId))
          .map(({ normalised, asGiven }) => normalised ?? asGiven);
      const [first = null, ...more] = of([customer.id]);
      const rest = new Set([...more, ...of(others.map(({ id }) => id))]);
      return { first, rest: [...rest].filter((address) => address !== first) };
    };
    const [phones, emails] = [reach('sms'), reach('email')];
    return {
      id: customer.id,
      merchantId: customer.merchantId,
      merchantName,
      referenceId: customer.referenceId,
      name: customer.name,
      phone: phones.first,
      email: emails.first,
      otherPhones: phones.rest,
      otherEmails: emails.rest,
      language: customer.locale,
      notes: customer.notes ?? '',
      merged: others.map(({ id, name }) => ({ id, name })),
      createdAt: customer.createdAt.toISOString(),
    };
  });
  const byId = new Map(cards.map((card) => [card.id, card]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

type Db = ReadWork['db'];

function conditions(db: Db, { search, name, phone, email, referenceId }: CustomerQuery): (SQL | undefined)[] {
  const when = (value: string | undefined, condition: (value: string) => SQL | undefined) =>
    value === undefined ? undefined : condition(value.trim());
  return [
    when(name, (part) => ilike(customers.name, anywhere(part))),
    when(email, (address) => hasChannel(db, 'email', eq(customerChannels.normalised, address.toLowerCase()))),
    when(phone, (number) => hasNumber(db, number)),
    when(referenceId, (reference) => eq(customers.referenceId, reference)),
    when(search, (text) => (text === '' ? undefined : matches(db, text))),
  ];
}

function matches(db: Db, text: string): SQL | undefined {
  return or(
    ilike(customers.name, anywhere(text)),
    eq(customers.referenceId, text),
    text.includes('@')
      ? hasChannel(db, 'email', eq(customerChannels.normalised, text.toLowerCase()))
      : digitsOf(text).length >= FEWEST_DIGITS && /^[\d\s()+/.-]+$/.test(text)
        ? hasNumber(db, text)
        : undefined,
  );
}

const hasNumber = (db: Db, phone: string): SQL =>
  digitsOf(phone) === ''
    ? sql`false`
    : hasChannel(db, 'sms', ilike(customerChannels.normalised, `%${digitsOf(phone)}%`));

const hasChannel = (db: Db, channel: 'sms' | 'email', condition: SQL): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(customerChannels)
      .where(and(eq(customerChannels.customerId, customers.id), eq(customerChannels.channel, channel), condition)),
  );
