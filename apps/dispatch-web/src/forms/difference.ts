interface Difference<Fields> {
  /** What a change sends: the fields that differ, as they are to be. */
  readonly change: Partial<Fields>;
  /** What takes it back: the same fields, as they were. */
  readonly back: Partial<Fields>;
}

/** In which fields of `after` two states of a thing differ; null in none. What nobody touched is never sent over somebody else's change. */
export function difference<Fields extends object>(before: Fields, after: Fields): Difference<Fields> | null {
  const names = (Object.keys(after) as (keyof Fields)[]).filter((name) => !isSame(before[name], after[name]));
  const as = (state: Fields) => Object.fromEntries(names.map((name) => [name, state[name]])) as Partial<Fields>;
  return names.length === 0 ? null : { change: as(after), back: as(before) };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
