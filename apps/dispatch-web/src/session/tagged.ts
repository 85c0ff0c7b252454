/** What was read, and the tag that says so when it is changed: what somebody else did meanwhile is then not overwritten. */
export interface Tagged<Value> {
  readonly value: Value;
  readonly etag: string | null;
}

interface Exchanged<Value> {
  /** Absent for a 304, which nobody asks for here. */
  readonly answer: Value | undefined;
  readonly headers: Headers;
}

export function tagged<Value>({ answer, headers }: Exchanged<Value>): Tagged<Value> {
  if (answer === undefined) throw new TypeError('A tag without an answer');
  return { value: answer, etag: headers.get('etag') };
}

/** The header of a change that holds only for what was read. */
export const onlyIf = (etag: string | null | undefined): Record<string, string> => (etag ? { 'If-Match': etag } : {});
