import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { type AnyPgColumn, alias, union } from 'drizzle-orm/pg-core';
import { insertMany } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { customerChannels, customers } from './schema.ts';

/** Who receives, as a job names them. */
export interface CustomerWish {
  readonly merchantId: string;
  /** The merchant's own number for them; null = the job names none. */
  readonly referenceId: string | null;
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: string | null;
}

/**
 * The customer of each wish, in their order. The same one is who has the merchant's same number; else who has the same
 * name and the same telephone number or e-mail, and no other number: a telephone alone may be a family's or a firm's, and
 * nothing is matched across merchants. A number or address that a job names newly is kept beside what is known.
 */
export async function findOrCreateCustomers(work: Work, wishes: readonly CustomerWish[]): Promise<string[]> {
  if (wishes.length === 0) return [];
  await numbersOneByOne(work, wishes);
  const people = await readPeople(work, wishes);
  const found = wishes.map((wish) => people.find(wish) ?? people.add(wish));
  for (const [at, person] of found.entries()) people.learn(person, wishes[at]!);
  await writeNews(work, people.all());
  return found.map(({ id }) => id);
}

interface Person {
  readonly id: string;
  readonly merchantId: string;
  readonly name: string;
  /** Who is not there yet; then in whose language. */
  readonly isNew: boolean;
  readonly locale: string | null;
  referenceId: string | null;
  isNewlyNumbered: boolean;
  readonly addresses: Set<string>;
  readonly newAddresses: { channel: 'sms' | 'email'; address: string }[];
}

/** Whom the wishes may mean, and what is learned of them. */
class People {
  readonly #byId = new Map<string, Person>();
  readonly #byKey = new Map<string, Person[]>();

  all(): Person[] {
    return [...this.#byId.values()];
  }

  find({ merchantId, referenceId, name, phone, email }: CustomerWish): Person | undefined {
    if (referenceId !== null) {
      const [numbered] = this.#byKey.get(key('number', merchantId, referenceId)) ?? [];
      if (numbered) return numbered;
    }
    return [phone, email]
      .filter((address) => address !== null)
      .flatMap((address) => this.#byKey.get(key(name, merchantId, address)) ?? [])
      .find((person) => referenceId === null || person.referenceId === null);
  }

  add(wish: CustomerWish): Person {
    const { merchantId, name, locale } = wish;
    const person = this.#person({ id: newId(), merchantId, name, locale, isNew: true, referenceId: null });
    // At once: the next wish of the same list may mean the same one.
    this.learn(person, wish);
    return person;
  }

  know(row: Pick<Person, 'id' | 'merchantId' | 'name' | 'referenceId'>, own: string | null, address: string | null) {
    const person = this.#byId.get(row.id) ?? this.#person({ ...row, locale: null, isNew: false });
    if (own !== null) this.#remember(key('number', row.merchantId, own), person);
    if (address === null) return;
    person.addresses.add(address);
    this.#remember(key(row.name, row.merchantId, address), person);
  }

  learn(person: Person, { merchantId, referenceId, name, phone, email }: CustomerWish): void {
    if (referenceId !== null && person.referenceId === null) {
      person.referenceId = referenceId;
      person.isNewlyNumbered = true;
      this.#remember(key('number', merchantId, referenceId), person);
    }
    for (const [channel, address] of [['sms', phone] as const, ['email', email] as const]) {
      if (address === null) continue;
      this.#remember(key(name, merchantId, address), person);
      if (person.addresses.has(address)) continue;
      person.addresses.add(address);
      person.newAddresses.push({ channel, address });
    }
  }

  #person(parts: Pick<Person, 'id' | 'merchantId' | 'name' | 'locale' | 'isNew' | 'referenceId'>): Person {
    const person: Person = { ...parts, isNewlyNumbered: false, addresses: new Set(), newAddresses: [] };
    this.#byId.set(person.id, person);
    return person;
  }

  #remember(at: string, person: Person): void {
    const there = this.#byKey.get(at) ?? [];
    if (!there.includes(person)) this.#byKey.set(at, [...there, person]);
  }
}

const key = (...parts: readonly string[]) => JSON.stringify(parts);

async function readPeople(work: Work, wishes: readonly CustomerWish[]): Promise<People> {
  const names = [...new Set(wishes.map(({ name }) => name))];
  const numbers = [...new Set(wishes.flatMap(({ referenceId }) => referenceId ?? []))];
  const addresses = [...new Set(wishes.flatMap(({ phone, email }) => [phone ?? [], email ?? []].flat()))];
  const ofMerchant = inArray(customers.merchantId, [...new Set(wishes.map(({ merchantId }) => merchantId))]);
  const isOneOf = (column: AnyPgColumn) => sql`${column} = any(${sql.param(addresses)})`;
  const reached = work.db
    .select({ id: customerChannels.customerId })
    .from(customerChannels)
    .where(and(inArray(customerChannels.channel, ['sms', 'email']), isOneOf(customerChannels.normalised)));
  const numbered = work.db
    .select({ id: customers.id })
    .from(customers)
    .where(and(ofMerchant, sql`${customers.referenceId} = any(${sql.param(numbers)})`));
  const kept = alias(customers, 'kept');
  const rows = await work.db
    .select({
      id: customers.id,
      merchantId: customers.merchantId,
      name: customers.name,
      number: customers.referenceId,
      keptId: kept.id,
      keptNumber: kept.referenceId,
      address: customerChannels.normalised,
    })
    .from(customers)
    .leftJoin(kept, eq(kept.id, customers.mergedIntoId))
    .leftJoin(customerChannels, eq(customerChannels.customerId, customers.id))
    .where(
      and(
        ofMerchant,
        // From the address or number to the person: ten thousand of one name, "Customer" say, are not looked through.
        inArray(customers.id, union(reached, numbered)),
        or(
          and(sql`${customers.name} = any(${sql.param(names)})`, isOneOf(customerChannels.normalised)),
          sql`${customers.referenceId} = any(${sql.param(numbers)})`,
        ),
        isNull(customers.erasedAt),
      ),
    )
    .orderBy(customers.createdAt);
  const people = new People();
  for (const { id, merchantId, name, number, keptId, keptNumber, address } of rows)
    people.know({ id: keptId ?? id, merchantId, name, referenceId: keptNumber ?? number }, number, address);
  return people;
}

/** Two that name the same number at once would both make its customer. */
async function numbersOneByOne(work: Work, wishes: readonly CustomerWish[]): Promise<void> {
  const named = wishes.flatMap(({ merchantId, referenceId }) =>
    referenceId === null ? [] : `${work.organisationId} ${merchantId} ${referenceId}`,
  );
  if (named.length === 0) return;
  const sorted = [...new Set(named)].sort();
  await work.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(number, 20261129)) from unnest(${sql.param(sorted)}::text[]) as number`,
  );
}

async function writeNews(work: Work, people: readonly Person[]): Promise<void> {
  const { organisationId, recordedAt: createdAt } = work;
  const created = people.filter(({ isNew }) => isNew);
  const rows = created.map(({ id, merchantId, name, locale, referenceId }) => ({
    organisationId,
    id,
    merchantId,
    name,
    locale,
    referenceId,
    createdAt,
  }));
  await insertMany(work.db, customers, rows);
  for (const { id, referenceId } of people.filter(({ isNew, isNewlyNumbered }) => !isNew && isNewlyNumbered))
    await work.db
      .update(customers)
      .set({ referenceId })
      .where(and(eq(customers.id, id), isNull(customers.referenceId)));
  const channels = people.flatMap(({ id: customerId, newAddresses }) =>
    newAddresses.map(({ channel, address }) => {
      return { organisationId, id: newId(), customerId, channel, asGiven: address, normalised: address, createdAt };
    }),
  );
  await insertMany(work.db, customerChannels, channels);
}
