import type { DatabaseTarget } from '../database/index.ts';

export const templateDatabase = 'roundsman_template';

/** The same server, another database. */
export function withDatabase(server: DatabaseTarget, database: string): DatabaseTarget {
  if (!('url' in server)) return { ...server, database };
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}
