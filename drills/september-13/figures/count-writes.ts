/** What became of the writes that a device recorded. */
export interface WriteCount {
  readonly recorded: number;
  /** On the device still. */
  readonly waiting: number;
  /** Neither on the platform nor waiting on the device. */
  readonly lost: number;
  /** That took effect more than once, under their own id or under one that nobody recorded. */
  readonly doubled: number;
}

/** Each write by its id: of a loss and a double that cancel out in a sum both are seen. `effects`: command id → how often it took effect. */
export function countWrites(
  recorded: readonly string[],
  waiting: readonly string[],
  effects: ReadonlyMap<string, number>,
): WriteCount {
  const own = new Set(recorded);
  const onDevice = new Set(waiting);
  const times = [...effects];
  const again = times.reduce((sum, [id, count]) => sum + (own.has(id) ? count - 1 : count), 0);
  return {
    recorded: recorded.length,
    waiting: waiting.length,
    lost: recorded.filter((id) => !effects.has(id) && !onDevice.has(id)).length,
    doubled: again,
  };
}
