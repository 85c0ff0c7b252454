import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Import, ImportRow, Job } from '@roundsman/api-contract';
import { createRoads, type Roads } from '@roundsman/road-network';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createMerchant } from '../../customers/index.ts';
import { createLocation } from '../../fleet/index.ts';
import { countJobs, findJobs, listImportRows, releaseJobs } from '../index.ts';
import { type IntakeDesk, openIntakeDesk, samplePath } from '../testing/intake-desk.ts';

const SERVICE_DATE = '2026-11-23';
const MISSPELT = ['WK-4906', 'WK-4907', 'GW-4908'];

describe('the morning of the sample day, on its real map', () => {
  let dataDir: string;
  let roads: Roads;
  let desk: IntakeDesk;
  let preview: Import;
  let staged: Import;
  let morning: Job[];
  let rejected: z.infer<typeof ImportRow>[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'roundsman-intake-'));
    const extractPath = samplePath('liechtenstein/liechtenstein.osm.pbf');
    roads = await createRoads({ extractPath, dataDir, travelTimes: 'straight_line' });
    desk = await openIntakeDesk(roads.geocoder);
    await desk.transact(async (work) => {
      await createMerchant(work, { code: 'KW', name: 'Küchenwerk Saroja' });
      await createLocation(work, {
        branchId: desk.branchId,
        name: 'Depot Triesen',
        kind: 'depot',
        addressLine: 'Landstrasse 347, 9495 Triesen',
        point: { lon: 9.5251014, lat: 47.102109 },
        opening: [],
        dockSlots: 1,
      });
    });
    preview = await desk.upload(await readFile(samplePath('morning.csv')), { serviceDate: SERVICE_DATE });
    staged = await desk.stage(preview.id);
    [morning, rejected] = await desk.read(async (work) => [
      (await findJobs(work, { importId: preview.id, limit: 500 })).rows,
      (await listImportRows(work, preview.id, { state: 'rejected' }, null)).rows,
    ]);
  }, 120_000);
  afterAll(async () => {
    await desk?.close();
    await roads?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const jobOf = (referenceId: string) => morning.find((job) => job.referenceId === referenceId)!;
  const faultsOf = (referenceId: string) => jobOf(referenceId).faults.map(({ code }) => code);

  it('is mapped by its header, every column of it', () => {
    expect(preview).toMatchObject({ format: 'header', encoding: 'UTF-8', delimiter: ',', rowCount: 260 });
    expect(preview.columns.every(({ header, field }) => header === field)).toBe(true);
  });

  it('becomes 257 jobs; three rows say why they cannot', () => {
    expect(staged).toMatchObject({ state: 'staged', stagedJobs: 257, unreadableRows: 3 });
    expect(rejected.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
      ['quantity_invalid'],
      ['merchant_unknown'],
      ['reference_taken'],
    ]);
    expect(rejected[0]!.faults[0]).toMatchObject({ field: 'actions.0.quantity', message: '"zwei" is no number.' });
    expect(rejected[1]!.raw).toContain(',XX,');
  });

  it('shows each row that is wrong on purpose its own fault', () => {
    for (const reference of ['GW-4900', 'GW-4901', 'WK-4904', 'WK-4905'])
      expect(faultsOf(reference), reference).toEqual(['address_uncertain']);
    expect(faultsOf('GW-4902')).toEqual(['address_not_found']);
    expect(faultsOf('KW-4903')).toEqual(['address_missing']);
    expect(faultsOf('KW-4911')).toEqual(['window_invalid']);
    expect(faultsOf('GW-4910')).toEqual(['service_date_past']);
    expect(faultsOf('WK-4914')).toEqual(['contact_missing']);
    expect(faultsOf('WK-4915')).toEqual(['email_invalid']);
  });

  it('repairs what is only misspelt', () => {
    for (const reference of MISSPELT) {
      const { address, faults } = jobOf(reference);
      expect([address.confidence, faults], reference).toEqual(['high', []]);
      expect(address.line, reference).not.toContain(address.given.street);
    }
    const triesen = morning.find(({ address }) => address.given.city === 'Triessen')!;
    expect(triesen.address).toMatchObject({ confidence: 'high' });
    expect(triesen.address.line).toMatch(/9495 Triesen$/);
  });

  it('finds every good address with high confidence and on the spot', () => {
    const good = morning.filter(({ referenceId }) => /-40|-41|-42/.test(referenceId ?? ''));
    expect(good.length).toBeGreaterThanOrEqual(230);
    expect(new Set(good.map(({ address }) => address.confidence))).toEqual(new Set(['high']));
    expect(jobOf('GW-4001').address).toMatchObject({ line: 'Im Pardiel 74, 9494 Schaan', confidence: 'high' });
  });

  it('makes an exchange of two lines that belong together, from and to the depot named', async () => {
    expect(jobOf('GW-4001').actions).toMatchObject([
      { kind: 'delivery', fromLocationId: desk.depotId, toLocationId: null, orderNumber: 'GW-B20204' },
      { kind: 'haul_away', fromLocationId: null, toLocationId: desk.depotId, barcode: null },
    ]);
    const { rows } = await desk.test.pool.query(
      `SELECT new.kind, old.collect_only_if_delivered AS "onlyIf" FROM job_actions old
       JOIN job_actions new ON new.id = old.exchange_with_id WHERE old.job_id = $1`,
      [jobOf('GW-4001').id],
    );
    expect(rows).toEqual([{ kind: 'delivery', onlyIf: true }]);
  });

  it('keeps the order of the file', () => {
    const lines = morning.map((job) => job.import!.row);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(lines[0]).toBe(2);
  });

  it('comes once: the same file again says of each row which job it is already', async () => {
    const again = await desk.upload(await readFile(samplePath('morning.csv')), { serviceDate: SERVICE_DATE });
    const second = await desk.stage(again.id);
    expect(second).toMatchObject({ state: 'staged', stagedJobs: 0, unreadableRows: 260 });
    const [first] = (await desk.read((work) => listImportRows(work, again.id, { limit: 1 }, null))).rows;
    expect(first!.faults[0]!.message).toBe(`${jobOf('GW-4001').code} already has the reference GW-4001.`);
  });

  it('is released in bulk: what is right goes, each other row says why not', async () => {
    const ids = morning.map(({ id }) => id);
    const results = await desk.transact((work) => releaseJobs(work, ids, null));
    expect(results.map(({ id }) => id)).toEqual(ids);
    const refused = results.filter(({ done }) => !done);
    expect(refused.map(({ problem }) => problem!.code).toSorted()).toEqual([
      'address_missing',
      'address_not_found',
      'address_uncertain',
      'address_uncertain',
      'address_uncertain',
      'address_uncertain',
      'service_date_past',
      'window_invalid',
    ]);
    const counts = await desk.read((work) => countJobs(work, undefined, null));
    expect(counts.byState).toMatchObject({ staging: 8, new: 249, cancelled: 0 });
  });

  it('takes Cigo’s file too, by the order of its columns', async () => {
    const cigo = await desk.upload(await readFile(samplePath('morning-cigo.csv')), {
      serviceDate: SERVICE_DATE,
      ofMerchantId: desk.merchants.other,
    });
    expect(cigo).toMatchObject({ format: 'cigo', rowCount: 18, unreadableRows: 0 });
    expect(await desk.stage(cigo.id)).toMatchObject({ stagedJobs: 18, byFault: [] });
    const [alma] = (await desk.read((work) => findJobs(work, { importId: cigo.id }))).rows;
    expect(alma).toMatchObject({
      referenceId: 'GW-C103',
      orderNumber: 'GW-B20703',
      contact: { name: 'Alma Distelfink', phone: '+4230001285' },
      address: { line: 'Gapont 11, 9495 Triesen', confidence: 'high', given: { houseNumber: '11', city: 'Triesen' } },
      notes: 'Eine Stunde vorher anrufen',
    });
  });
});
