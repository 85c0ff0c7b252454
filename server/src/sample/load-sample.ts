import { addDays, localTimeToInstant, serviceDateAt } from '@roundsman/delivery-rules';
import type { Geocoder } from '@roundsman/road-network';
import { keepOriginal } from '../keep-file.ts';
import { addMember, createOrganisation, listBranches, newShortId } from '../modules/accounts/index.ts';
import {
  createImport,
  IMPORT_FILE_KIND,
  listImports,
  parseUpload,
  prepareStaging,
  readRowsToStage,
  stageImport,
} from '../modules/jobs/index.ts';
import type { RealClock } from '../platform/clock/index.ts';
import { businessClocks } from '../platform/clock/schema.ts';
import type { FileStore } from '../platform/files/index.ts';
import { type Actor, type Database, newId } from '../platform/index.ts';
import { installationOperators } from '../platform/installation/index.ts';
import { MORNING_FILE, readMorning, readSampleOrganisation, type SampleOrganisation } from './sample-file.ts';
import { readSampleSetting, type SampleSetting, writeSampleSetting } from './sample-setting.ts';
import { setUpBranch } from './set-up-branch.ts';

export interface SampleParts {
  readonly database: Database;
  readonly geocoder: Geocoder;
  readonly clock: RealClock;
  readonly files: FileStore;
  /** Told what is going on, in words for the terminal. */
  readonly progress: (text: string) => void;
}

/** No secret: the sample organisation is a sandbox with invented people, and writes to nobody. */
export const SAMPLE_SIGN_IN = { email: 'administrator@example.org', password: 'roundsman-sandbox' } as const;
export const SAMPLE_DISPATCHER = { email: 'dispatcher@example.org', password: 'roundsman-sandbox' } as const;

/** The crews are not out yet, the whole day lies ahead. */
const DAY_BEGINS = '06:30';
const SYSTEM: Actor = { kind: 'system', id: null };

/**
 * Makes the sample organisation with its morning in staging. Each step is one unit of work that finds out whether it was
 * done: called again, after a crash as well, it goes on where it stopped.
 */
export async function loadSample(parts: SampleParts): Promise<void> {
  const { database, clock, progress } = parts;
  const before = await readSampleSetting(database);
  if (before?.loaded) return;
  progress('Making the sample organisation');
  const sample = await readSampleOrganisation();
  const setting = before ?? (await makeOrganisation(parts, sample));
  await setUp(database, setting, sample);
  progress('Reading the morning’s jobs and looking up their addresses');
  await importMorning(parts, setting);
  await database.asInstallation((db) => writeSampleSetting(db, { ...setting, loaded: true }, clock.now()));
}

/** True when the sample organisation was begun and is not whole: `loadSample` is to be called again. */
export async function isSampleUnfinished(database: Database): Promise<boolean> {
  return (await readSampleSetting(database))?.loaded === false;
}

/** The row, its clock and who runs the installation stand or fall together. */
async function makeOrganisation({ database, clock }: SampleParts, sample: SampleOrganisation): Promise<SampleSetting> {
  const realEpoch = clock.now();
  const { serviceDate, businessEpoch } = nextMorning(realEpoch, sample.branch.timeZone);
  return database.asInstallation(async (db) => {
    const input = { ...sample.organisation, shortId: newShortId(), kind: 'sandbox' as const };
    const organisationId = await createOrganisation(db, input, realEpoch);
    await db.insert(businessClocks).values({ organisationId, realEpoch, businessEpoch, speed: 1 });
    await db
      .insert(installationOperators)
      .values({ id: newId(), email: SAMPLE_SIGN_IN.email, name: 'Administrator', createdAt: realEpoch })
      .onConflictDoNothing({ target: [installationOperators.email] });
    const setting = { organisationId, serviceDate, loaded: false };
    await writeSampleSetting(db, setting, realEpoch);
    return setting;
  });
}

/** Half past six of today, where that has not passed, else of tomorrow. */
function nextMorning(now: Date, zone: string): { serviceDate: string; businessEpoch: Date } {
  const today = serviceDateAt(now, zone);
  const serviceDate = now <= localTimeToInstant(today, DAY_BEGINS, zone) ? today : addDays(today, 1);
  return { serviceDate, businessEpoch: localTimeToInstant(serviceDate, DAY_BEGINS, zone) };
}

async function setUp(database: Database, { organisationId }: SampleSetting, sample: SampleOrganisation): Promise<void> {
  await database.transact({ organisationId, actor: SYSTEM }, async (work) => {
    if ((await listBranches(work)).length > 0) return;
    await setUpBranch(work, sample);
    await addMember(work, { ...SAMPLE_SIGN_IN, name: 'Administrator', role: 'administrator' });
    await addMember(work, { ...SAMPLE_DISPATCHER, name: 'Dispatcher', role: 'dispatcher' });
  });
}

/** Through the verbs that an upload in the browser goes through; releasing is the dispatcher's. */
async function importMorning({ database, geocoder, files }: SampleParts, setting: SampleSetting): Promise<void> {
  const { organisationId, serviceDate } = setting;
  const file = await readMorning();
  const parsed = await parseUpload(file, 'auto');
  const kept = await keepOriginal({ files }, organisationId, file);
  const scope = { organisationId, actor: SYSTEM };
  const importId = await database.transact(scope, async (work) => {
    const [before] = (await listImports(work, { limit: 1 }, null)).rows;
    if (before) return before.id;
    const fileId = newId();
    await kept.describe(work, { id: fileId, kind: IMPORT_FILE_KIND, name: MORNING_FILE });
    const source = { fileName: MORNING_FILE, serviceDate, merchantId: null, fileId };
    return (await createImport(work, parsed, source)).id;
  });
  const rows = await database.read(organisationId, (work) => readRowsToStage(work, importId, null));
  const prepared = await prepareStaging(geocoder, rows);
  await database.transact(scope, (work) => stageImport(work, prepared, null));
}
