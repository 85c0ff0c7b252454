import type { Tx } from './work.ts';

interface Preparable<Answer> {
  prepare(name: string): { execute(values: Readonly<Record<string, unknown>>): Promise<Answer> };
}

/**
 * A statement that nearly every request says: its words are made once a connection instead of every time, which costs more than sending them, and
 * the server plans it there once. What differs from one time to the next stands in it as `sql.placeholder(…)`. The name is the statement's alone.
 */
export function keepStatement<Answer>(
  name: string,
  build: (db: Tx) => Preparable<Answer>,
): (db: Tx, values: Readonly<Record<string, unknown>>) => Promise<Answer> {
  const prepared = new WeakMap<Tx, ReturnType<Preparable<Answer>['prepare']>>();
  return (db, values) => {
    const known = prepared.get(db) ?? build(db).prepare(name);
    prepared.set(db, known);
    return known.execute(values);
  };
}
