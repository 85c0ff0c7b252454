import { type Column, type GetColumnData, type SQL, sql } from 'drizzle-orm';

/** As JSON carries it: an instant is its text. */
type AsJson<T> = T extends Date ? string : T;
type Shape = Readonly<Record<string, Column | SQL>>;
type PartRow<S extends Shape> = {
  [Key in keyof S]: S[Key] extends Column ? AsJson<GetColumnData<S[Key]>> : S[Key] extends SQL<infer T> ? T : never;
};

/**
 * The rows of a part as one column of the whole that they belong to, so that a thing with all its parts is one statement:
 * `partRows({ from: windows.fromTime }, sql`${windows} where ${windows.jobId} = ${jobs.id}`, sql`${windows.position}`)`.
 */
export function partRows<S extends Shape>(shape: S, from: SQL, order: SQL): SQL<PartRow<S>[]> {
  const pairs = Object.entries(shape).map(([key, column]) => sql`${sql.raw(`'${key}'`)}, ${column}`);
  const row = sql`json_build_object(${sql.join(pairs, sql`, `)})`;
  return sql`(select coalesce(json_agg(${row} order by ${order}), '[]') from ${from})`;
}
