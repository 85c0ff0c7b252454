import pg from 'pg';

const PATIENCE_MS = 30_000;

/**
 * Command id → how often it took effect, for one device, as the platform's database has it: past its API, and past the number that its
 * devices go on from. The drill's crews only ever clock in and out.
 */
export async function effectsOf(databaseUrl: string, deviceId: string): Promise<Map<string, number>> {
  const database = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  database.on('error', () => {});
  await database.connect();
  try {
    const { rows } = await database.query<{ command: string; times: number }>(
      'SELECT command_id AS command, count(*)::int AS times FROM duty_events WHERE device_id = $1 GROUP BY command_id',
      [deviceId],
    );
    return new Map(rows.map(({ command, times }) => [command, times]));
  } finally {
    await database.end();
  }
}
