import type pg from 'pg';

/** How often the server was asked while `run` went on, whoever asked over this pool: what leaves a connection in one write is one. */
export async function countStatements(pool: pg.Pool, run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const asking = new Map<pg.PoolClient, pg.PoolClient['query']>();
  const onAcquire = (client: pg.PoolClient) => {
    const ask = client.query;
    asking.set(client, ask);
    let isCounted = false;
    client.query = ((...given: Parameters<typeof ask>) => {
      if (!isCounted) {
        isCounted = true;
        count++;
        process.nextTick(() => {
          isCounted = false;
        });
      }
      return ask.apply(client, given);
    }) as typeof ask;
  };
  const onRelease = (_error: Error, client: pg.PoolClient) => {
    client.query = asking.get(client) ?? client.query;
    asking.delete(client);
  };
  pool.on('acquire', onAcquire).on('release', onRelease);
  try {
    await run();
  } finally {
    pool.off('acquire', onAcquire).off('release', onRelease);
  }
  return count;
}
