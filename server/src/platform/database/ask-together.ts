/**
 * The answers to what is asked at once over the connection of one unit of work. When one fails the others are waited for all the same: what is left of
 * them would be said after the rollback, outside of the unit or inside the next one of that connection. Rejects with the first failure in time, which
 * is the cause: the server answers whatever follows it with "aborted".
 */
export async function askTogether<const Asked extends readonly Promise<unknown>[]>(
  asked: Asked,
): Promise<{ -readonly [At in keyof Asked]: Awaited<Asked[At]> }> {
  // A query of the builder is sent anew by each `then`: taken once, here.
  const answers = asked.map(async (one) => one);
  try {
    return (await Promise.all(answers)) as { -readonly [At in keyof Asked]: Awaited<Asked[At]> };
  } finally {
    await Promise.allSettled(answers);
  }
}
