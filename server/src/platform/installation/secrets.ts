import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull } from 'drizzle-orm';

import type { RealClock } from '../clock/index.ts';
import type { Database } from '../database/work.ts';
import { installationSecrets } from './schema.ts';

const secretBytes = 32;

/** The installation's secret of that name, made on first use and the same for every process. 32 bytes. */
export async function installationSecret(database: Database, clock: RealClock, name: string): Promise<Buffer> {
  return database.asInstallation(async (db) => {
    const current = and(eq(installationSecrets.name, name), isNull(installationSecrets.retiredAt));
    const find = () =>
      db.select().from(installationSecrets).where(current).orderBy(desc(installationSecrets.version)).limit(1);
    const [found] = await find();
    if (found) return Buffer.from(found.secret, 'base64url');
    const secret = randomBytes(secretBytes).toString('base64url');
    await db
      .insert(installationSecrets)
      .values({ name, version: 1, secret, createdAt: clock.now() })
      .onConflictDoNothing();
    const [kept] = await find();
    if (!kept) throw new Error(`Every version of the installation's secret ${name} is retired`);
    return Buffer.from(kept.secret, 'base64url');
  });
}
