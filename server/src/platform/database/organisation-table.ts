import { type SQL, sql } from 'drizzle-orm';
import type { BuildColumns, BuildExtraConfigColumns } from 'drizzle-orm/column-builder';
import {
  type AnyPgColumn,
  check,
  foreignKey,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** A table that other rows of the same organisation can point at. */
export interface OrganisationTable {
  readonly organisationId: AnyPgColumn;
  readonly id: AnyPgColumn;
}

type Columns = Record<string, PgColumnBuilderBase>;
type Extra<Name extends string, C extends Columns> = (
  columns: BuildExtraConfigColumns<Name, C, 'pg'>,
) => PgTableExtraConfigValue[];
type Table<Name extends string, C extends Columns> = PgTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, C, 'pg'>;
  dialect: 'pg';
}>;

const owner = () => ({ organisationId: uuid().notNull() });
const identity = () => ({ organisationId: uuid().notNull(), id: uuid().notNull() });
type Owner = ReturnType<typeof owner>;
type Identity = ReturnType<typeof identity>;

/**
 * A table of things: key `(organisation_id, id)`, the id made in the application. Columns are named in snake_case after
 * their keys; closed lists, local times and references become constraints by themselves.
 */
export function organisationTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  extra?: Extra<Name, Identity & C>,
): Table<Name, Identity & C> {
  const all: Identity & C = { ...identity(), ...columns };
  return build(name, all, (t) => [t.organisationId, t.id], extra);
}

/** A table of rows that have a key of their own within the organisation: `(organisation_id, …key)`. */
export function organisationRows<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  key: readonly (keyof C & string)[],
  extra?: Extra<Name, Owner & C>,
): Table<Name, Owner & C> {
  const all: Owner & C = { ...owner(), ...columns };
  return build(name, all, (t) => [t.organisationId, ...key.map((column) => t[column])], extra);
}

/** A table of the installation as a whole, outside every organisation: the short, tested list of exceptions. */
export function installationTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  key: readonly (keyof C & string)[],
  extra?: Extra<Name, C>,
): Table<Name, C> {
  return build(name, columns, (t) => key.map((column) => t[column]), extra);
}

/** A point in time, to the millisecond as JavaScript has it, so that what is read equals what was written. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 });

/** `HH:MM` on a wall clock; may pass 24:00. */
export function localTime() {
  const column = text();
  localTimes.add(column);
  return column;
}

/** Points at a row of the same organisation. */
export function refersTo(target: () => OrganisationTable) {
  const column = uuid();
  references.set(column, { target, onDelete: 'no action' });
  return column;
}

/** Belongs to that row and goes with it. */
export function partOf(target: () => OrganisationTable) {
  const column = uuid();
  references.set(column, { target, onDelete: 'cascade' });
  return column.notNull();
}

interface Reference {
  readonly target: () => OrganisationTable;
  readonly onDelete: 'no action' | 'cascade';
}

const references = new WeakMap<object, Reference>();
const localTimes = new WeakSet<object>();

/** What every builder carries at run time; Drizzle's public types leave it out. */
interface RuntimeBuilder {
  setName(name: string): void;
  readonly config: { readonly name: string; readonly enumValues?: readonly string[] };
}

function build<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  key: (t: Record<string, AnyPgColumn>) => (AnyPgColumn | undefined)[],
  extra: Extra<Name, C> | undefined,
): Table<Name, C> {
  for (const [property, builder] of Object.entries(columns)) runtime(builder).setName(snakeCase(property));
  return pgTable(name, columns, (built) => {
    const t = built as unknown as Record<string, AnyPgColumn>;
    const [first, ...rest] = key(t).filter((column) => column !== undefined);
    return [
      primaryKey({ name: `${name}_pkey`, columns: [first!, ...rest] }),
      ...Object.entries(columns).flatMap(([property, builder]) => constraints(name, t, t[property]!, builder)),
      ...(extra?.(built) ?? []),
    ];
  });
}

function constraints(
  table: string,
  t: Record<string, AnyPgColumn>,
  column: AnyPgColumn,
  builder: PgColumnBuilderBase,
): PgTableExtraConfigValue[] {
  const made: PgTableExtraConfigValue[] = [];
  const words = runtime(builder).config.enumValues;
  if (words && words.length > 0) made.push(check(`${table}_${column.name}_check`, sql`${column} in (${list(words)})`));
  if (localTimes.has(builder)) {
    made.push(check(`${table}_${column.name}_check`, sql`${column} ~ '^[0-9]{2}:[0-5][0-9]$'`));
  }
  const reference = references.get(builder);
  if (reference) {
    const target = reference.target();
    const key = foreignKey({
      name: `${table}_${column.name}_fkey`,
      columns: [t.organisationId!, column],
      foreignColumns: [target.organisationId, target.id],
    });
    made.push(reference.onDelete === 'cascade' ? key.onDelete('cascade') : key);
  }
  return made;
}

const runtime = (builder: PgColumnBuilderBase) => builder as unknown as RuntimeBuilder;
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Closed lists are our own constants of lower-case words, so they may stand in the SQL as they are. */
const list = (words: readonly string[]): SQL => sql.raw(words.map((word) => `'${word}'`).join(', '));
