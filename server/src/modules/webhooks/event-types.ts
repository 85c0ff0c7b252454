/** Empty = every type; `job.*` is a family. */
export function wantsType(wanted: readonly string[], type: string): boolean {
  return (
    wanted.length === 0 ||
    wanted.some((each) => each === type || (each.endsWith('.*') && type.startsWith(each.slice(0, -1))))
  );
}

/** `job.completed` or `job.*`. */
export function isTypePattern(text: string): boolean {
  return /^[a-z][a-z_]*\.(?:[a-z][a-z_]*|\*)$/.test(text);
}
