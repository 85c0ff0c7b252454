import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * Rows whose column is one of these. However many they are, it is one parameter and one text: a list of parameters ends
 * at 65,535 and makes another statement for each length, which each connection would parse and plan anew.
 */
export const isAmong = (column: Column, values: readonly string[] | ReadonlySet<string>): SQL =>
  sql`${column} = any(${sql.param([...values])})`;

/** The same for a kept statement: the list is handed in under that name. */
export const isOneOf = (column: Column, name: string): SQL => sql`${column} = any(${sql.placeholder(name)})`;
