import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Tx } from '../platform/index.ts';
import { installationSettings } from '../platform/installation/index.ts';

const NAME = 'sample';
const Setting = z.object({ organisationId: z.uuid(), serviceDate: z.iso.date(), loaded: z.boolean() });

/** Which organisation is the sample, its day, and whether all of it is there. */
export type SampleSetting = z.infer<typeof Setting>;

export async function readSampleSetting(database: Database): Promise<SampleSetting | null> {
  const [row] = await database.asInstallation((db) =>
    db
      .select({ value: installationSettings.value })
      .from(installationSettings)
      .where(eq(installationSettings.name, NAME)),
  );
  return row ? Setting.parse(row.value) : null;
}

export async function writeSampleSetting(db: Tx, value: SampleSetting, updatedAt: Date): Promise<void> {
  await db
    .insert(installationSettings)
    .values({ name: NAME, value, updatedAt })
    .onConflictDoUpdate({ target: [installationSettings.name], set: { value, updatedAt } });
}
