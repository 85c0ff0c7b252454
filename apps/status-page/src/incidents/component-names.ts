/** Names of components in the order of the page; one that is no longer listed keeps its id. */
export function componentNames(names: ReadonlyMap<string, string>, ids: readonly string[]): string {
  return inPageOrder(names, ids)
    .map((id) => names.get(id) ?? id)
    .join(', ');
}

export function inPageOrder(names: ReadonlyMap<string, string>, ids: readonly string[]): string[] {
  const listed = [...names.keys()].filter((id) => ids.includes(id));
  return [...listed, ...ids.filter((id) => !names.has(id))];
}
