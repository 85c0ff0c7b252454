/**
 * Writes items in groups: while one group is being written the next collects, so that a burst costs few commits and each
 * caller still waits for its own answer. Answers stand in the order of their items; a group that fails fails for each.
 */
export function inGroups<Item, Answer>(
  write: (items: readonly Item[]) => Promise<readonly Answer[]>,
  mostOfOneGroup = 100,
): (item: Item) => Promise<Answer> {
  let collecting: { readonly items: Item[]; readonly answers: Promise<readonly Answer[]> } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function collect() {
    const items: Item[] = [];
    const before = last;
    const answers = before
      .catch(() => {})
      .then(() => {
        if (collecting?.items === items) collecting = undefined;
        return write(items);
      });
    last = answers;
    return { items, answers };
  }

  return async (item) => {
    if (collecting === undefined || collecting.items.length >= mostOfOneGroup) collecting = collect();
    const { items, answers } = collecting;
    const index = items.push(item) - 1;
    return (await answers)[index]!;
  };
}
