import { Readable } from 'node:stream';
import type { Geocoder } from '@roundsman/road-network';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../platform/index.ts';
import { createBranch } from '../../accounts/index.ts';
import {
  cancelJob,
  dropImport,
  findJobs,
  fixRow,
  getImport,
  listImportRows,
  listImports,
  mapImport,
  parseUpload,
  prepareStaging,
  presentJob,
  readRowsToStage,
  readUpload,
  releaseJobs,
  stageImport,
} from '../index.ts';
import { type IntakeDesk, knowingGeocoder, openIntakeDesk } from '../testing/intake-desk.ts';

let desk: IntakeDesk;
beforeAll(async () => {
  desk = await openIntakeDesk();
});
afterAll(() => desk?.close());

let files = 0;
/** A file of four good rows, its references its own. */
function good(extra: readonly string[] = []): string {
  const file = ++files;
  const row = (at: number) =>
    `F${file}-${at},WK,2026-11-23,Person ${file} ${at},+423 791 23 45,Gapont ${at},9495,Triesen,Sofa`;
  return [
    'reference_id,merchant,service_date,name,phone,street,postcode,city,description',
    ...[1, 2, 3, 4].map(row),
    ...extra,
  ].join('\n');
}
const rows = (importId: string, state?: 'rejected' | 'staged' | 'read' | 'released' | 'dropped') =>
  desk.read(async (work) => (await listImportRows(work, importId, { state, limit: 500 }, null)).rows);
const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error('It was taken')),
    (error) => error,
  );
const jobsOf = (importId: string) => desk.read(async (work) => (await findJobs(work, { importId, limit: 500 })).rows);
const countAll = async (table: string) =>
  Number((await desk.test.pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

describe('an upload', () => {
  it('of 50 MB is refused while it comes in, not after', async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (; sent < 50; sent++) yield Buffer.alloc(1024 * 1024, 'a,b\n');
      })(),
    );
    expect(await refusal(readUpload(endless))).toMatchObject({ status: 413, code: 'file_too_large' });
    expect(sent).toBeLessThan(30);
  });

  it('of more than 50,000 rows is refused', async () => {
    const csv = `name,street\n${'Anna,Gapont 1\n'.repeat(50_001)}`;
    expect(await refusal(parseUpload(Buffer.from(csv), 'auto'))).toMatchObject({ status: 413, code: 'file_too_large' });
  });

  it.each([
    ['nothing', '', 'file_empty'],
    ['empty lines', '\n\n', 'file_empty'],
    ['a header alone', 'name,street,city\n', 'file_empty'],
    ['a thousand quotes that nobody closes', `name,street\n${'"open,x\n'.repeat(1_002)}`, 'file_unreadable'],
  ])('of %s is refused as a whole', async (_, csv, code) => {
    expect(await refusal(parseUpload(Buffer.from(csv), 'auto'))).toMatchObject({ status: 422, code });
  });

  it('says what its columns seem to mean, with samples, and stages nothing', async () => {
    const preview = await desk.upload(good());
    expect(preview).toMatchObject({ state: 'preview', rowCount: 4, unreadableRows: 0, stagedJobs: 0, byFault: [] });
    expect(preview.columns[5]).toMatchObject({
      header: 'street',
      field: 'street',
      samples: ['Gapont 1', 'Gapont 2', 'Gapont 3'],
    });
    expect(await jobsOf(preview.id)).toEqual([]);
  });

  it('is read with semicolons in Windows-1252 and a German header', async () => {
    const text =
      'Auftraggeber;Lieferdatum;Empfänger;Telefon;Straße;PLZ;Ort\nGW;23.11.2026;Jürg Müller;791 23 45;Gässle 1;9490;Vaduz\n';
    const preview = await desk.upload(Buffer.from(text, 'latin1'));
    expect(preview).toMatchObject({ encoding: 'Windows-1252', delimiter: ';', unreadableRows: 0 });
    await desk.stage(preview.id);
    expect(await jobsOf(preview.id)).toMatchObject([
      { merchantId: desk.merchants.other, serviceDate: '2026-11-23', contact: { name: 'Jürg Müller' } },
    ]);
  });

  it('shows duplicates, passed days and missing telephones before anything is staged', async () => {
    const preview = await desk.upload(
      good([
        'X,WK,2026-11-20,Eva,,Gapont 9,9495,Triesen,Sofa',
        'X,WK,2026-11-23,Ida,+423 791 23 45,Gapont 8,9495,Triesen,Sofa',
      ]),
    );
    expect(preview.byFault.map(({ code, count }) => `${code} ${count}`)).toEqual([
      'reference_taken 1',
      'service_date_past 1',
      'contact_missing 1',
    ]);
    expect((await rows(preview.id)).at(-1)!.faults[0]!.message).toBe('Line 6 already has the reference X.');
  });
});

describe('a bad file', () => {
  const bad = [
    '"open quote,WK,2026-11-23,Otto,1,Gapont 5,9495,Triesen,Sofa',
    'B-1,WK,2026-11-23,Ute',
    'B-2,WK,soon,Uwe,+423 791 23 45,Gapont 6,9495,Triesen,Sofa',
    'B-3,XX,2026-11-23,Udo,+423 791 23 45,Gapont 7,9495,Triesen,Sofa',
    `B-4,WK,2026-11-23,${'long '.repeat(60)},+423 791 23 45,Gapont 8,9495,Triesen,Sofa`,
  ];

  it('keeps every line: what can be read is staged, the rest stays with its words and its reason', async () => {
    const preview = await desk.upload(good(bad));
    expect(preview).toMatchObject({ rowCount: 9, unreadableRows: 5 });
    const staged = await desk.stage(preview.id);
    expect(staged).toMatchObject({ state: 'staged', stagedJobs: 4, unreadableRows: 5 });
    const kept = await rows(preview.id, 'rejected');
    expect(kept.map(({ row, raw }) => [row, raw])).toEqual(bad.map((line, at) => [6 + at, line]));
    expect(kept.map(({ faults }) => faults.map(({ field, code }) => `${field} ${code}`))).toEqual([
      ['row row_malformed'],
      ['row row_malformed'],
      ['serviceDate service_date_invalid'],
      ['merchantId merchant_unknown'],
      ['contact.name value_out_of_bounds'],
    ]);
  });

  it('is fixed line by line, and staged again without touching what was', async () => {
    const { id } = await desk.upload(good(bad));
    await desk.stage(id);
    const before = await jobsOf(id);
    const fix = (row: number, raw: string) => desk.transact((work) => fixRow(work, id, row, raw, null));
    expect(await fix(8, `${bad[2]!.replace('B-2', 'B-2b').replace('soon', '2026-11-24')}`)).toMatchObject({
      state: 'read',
      faults: [],
    });
    expect(await fix(9, bad[3]!.replace('XX', 'YY'))).toMatchObject({ state: 'rejected' });
    expect(await refusal(fix(2, 'x'))).toMatchObject({
      status: 409,
      code: 'row_staged',
      extra: { jobId: before[0]!.id },
    });
    expect(await refusal(fix(99, 'x'))).toMatchObject({ status: 404, code: 'row_unknown' });
    expect(await desk.stage(id)).toMatchObject({ stagedJobs: 5, unreadableRows: 4 });
    const after = await jobsOf(id);
    expect(after.map((job) => job.id)).toEqual(expect.arrayContaining(before.map((job) => job.id)));
    expect(after.find(({ referenceId }) => referenceId === 'B-2b')).toMatchObject({ serviceDate: '2026-11-24' });
  });
});

describe('staging', () => {
  it('happens once, also when it is asked for twice at the same time', async () => {
    const { id } = await desk.upload(good());
    const answers = await Promise.all([desk.stage(id), desk.stage(id)]);
    expect(answers.map(({ stagedJobs }) => stagedJobs)).toEqual([4, 4]);
    expect(await desk.stage(id)).toMatchObject({ stagedJobs: 4 });
    expect(await jobsOf(id)).toHaveLength(4);
  });

  it('is all or nothing: what breaks off in the middle leaves no job, no address, no event', async () => {
    const { id } = await desk.upload(good());
    const tables = ['jobs', 'addresses', 'address_geocodes', 'job_actions', 'job_contacts', 'orders', 'events'];
    const before = await Promise.all(tables.map(countAll));
    const prepared = await prepareStaging(desk.geocoder, await desk.read((work) => readRowsToStage(work, id, null)));
    const broken = desk.transact(async (work) => {
      await stageImport(work, prepared, null);
      throw new Error('the power went');
    });
    await expect(broken).rejects.toThrow('the power went');
    expect(await Promise.all(tables.map(countAll))).toEqual(before);
    expect(await desk.read((work) => getImport(work, id, null))).toMatchObject({ state: 'preview', stagedJobs: 0 });
    expect(await desk.stage(id)).toMatchObject({ state: 'staged', stagedJobs: 4 });
  });

  it('asks the geocoder once for each address, before the unit of work', async () => {
    const asked: number[] = [];
    const geocoder: Geocoder = {
      ...knowingGeocoder(),
      geocodeMany: (queries) => {
        asked.push(queries.length);
        return knowingGeocoder().geocodeMany(queries);
      },
    };
    const { id } = await desk.upload(good(['T,WK,2026-11-24,Tim,+423 791 23 45,Gapont 1,9495,Triesen,Sofa']));
    await prepareStaging(geocoder, await desk.read((work) => readRowsToStage(work, id, null)));
    expect(asked).toEqual([4]);
  });

  it('is refused when rows were changed while their addresses were looked up', async () => {
    const { id } = await desk.upload(good());
    const prepared = await prepareStaging(desk.geocoder, await desk.read((work) => readRowsToStage(work, id, null)));
    await desk.transact((work) =>
      fixRow(work, id, 2, 'Z,WK,2026-11-23,Zoe,+423 791 23 45,Neugut 7,9495,Triesen,Sofa', null),
    );
    const problem = await refusal(desk.transact((work) => stageImport(work, prepared, null)));
    expect(problem).toMatchObject({ status: 409, code: 'import_changed' });
    expect(await desk.stage(id)).toMatchObject({ stagedJobs: 4 });
  });

  it('leaves rows whose reference is taken as rows, within the file and against what is there', async () => {
    const csv = good();
    const first = await desk.upload(csv);
    await desk.stage(first.id);
    const [header, one] = csv.split('\n');
    const again = await desk.upload(
      [
        header,
        one,
        'N-1,WK,2026-11-23,Nina,+423 791 23 45,Gapont 3,9495,Triesen,Sofa',
        'N-1,WK,2026-11-23,Nino,+423 791 23 45,Gapont 4,9495,Triesen,Sofa',
      ].join('\n'),
    );
    expect(await desk.stage(again.id)).toMatchObject({ stagedJobs: 1, unreadableRows: 2 });
    const [nina] = await jobsOf(again.id);
    expect((await rows(again.id, 'rejected')).map(({ faults }) => faults[0]!.message)).toEqual([
      `${(await jobsOf(first.id))[0]!.code} already has the reference ${one!.split(',')[0]}.`,
      `${nina!.code} already has the reference N-1.`,
    ]);
  });

  it('warns of a row without reference that comes twice', async () => {
    const line = ',WK,2026-11-23,Twin,+423 791 23 45,Gapont 2,9495,Triesen,Sofa';
    const { id } = await desk.upload(good([line, line]));
    await desk.stage(id);
    const twins = (await jobsOf(id)).filter(({ contact }) => contact.name === 'Twin');
    expect(twins.map(({ faults }) => faults.map(({ code, severity }) => `${code} ${severity}`))).toEqual([
      [],
      ['suspected_duplicate warning'],
    ]);
  });

  it('is refused while no column says where', async () => {
    const { id } = await desk.upload('merchant,name,phone\nWK,Anna,+423 791 23 45\n');
    expect(await refusal(desk.stage(id))).toMatchObject({ status: 422, code: 'mapping_incomplete' });
  });

  it('shows rows as far as their jobs are', async () => {
    const { id } = await desk.upload(good());
    await desk.stage(id);
    const [one, two] = await jobsOf(id);
    await desk.transact((work) => releaseJobs(work, [one!.id], null));
    await desk.transact((work) => cancelJob(work, two!.id, 'not wanted', null));
    expect((await rows(id)).map(({ state }) => state)).toEqual(['released', 'dropped', 'staged', 'staged']);
    expect(await rows(id, 'released')).toMatchObject([{ jobId: one!.id }]);
    const job = await desk.read((work) => presentJob(work, one!.id));
    expect(job.import).toEqual({ batchId: id, row: 2 });
  });
});

describe('the mapping', () => {
  const strange = () => `Ziel,Wer,Nr,Anruf,Auftraggeber,Ware\nGapont,Ada ${++files},3,+423 791 23 45,WK,Sofa\n`;

  it('is said by hand, read anew, and remembered for the next file with the same header', async () => {
    const preview = await desk.upload(strange(), { serviceDate: '2026-11-23' });
    expect(preview.columns.map(({ field }) => field)).toEqual([
      'ignore',
      'ignore',
      'house_number',
      'ignore',
      'merchant',
      'description',
    ]);
    const fields = ['street', 'name', 'house_number', 'phone', 'merchant', 'description'];
    const mapped = await desk.transact((work) =>
      mapImport(work, preview.id, { fields, serviceDate: '2026-11-25' }, null),
    );
    expect(mapped).toMatchObject({ serviceDate: '2026-11-25', byFault: [] });
    await desk.stage(preview.id);
    expect(await jobsOf(preview.id)).toMatchObject([{ serviceDate: '2026-11-25', address: { line: 'Gapont 3' } }]);
    const next = await desk.upload(strange());
    expect(next.columns.map(({ field }) => field)).toEqual(fields);
  });

  it('has one field for each column, and is closed once staged', async () => {
    const preview = await desk.upload(good());
    const map = (fields: string[]) => desk.transact((work) => mapImport(work, preview.id, { fields }, null));
    expect(await refusal(map(['name']))).toMatchObject({ status: 422, code: 'mapping_invalid' });
    await desk.stage(preview.id);
    const fields = preview.columns.map(({ field }) => field);
    expect(await refusal(map(fields))).toMatchObject({ status: 409, code: 'import_staged' });
  });
});

describe('an import', () => {
  it('is dropped with its lines while it is not staged', async () => {
    const { id } = await desk.upload(good());
    await desk.transact((work) => dropImport(work, id, null));
    expect(await rows(id)).toEqual([]);
    const listed = await desk.read((work) => listImports(work, {}, null));
    expect(listed.rows.map((one) => one.id)).not.toContain(id);
    expect(await refusal(desk.stage(id))).toMatchObject({ status: 409, code: 'import_dropped' });
    const staged = await desk.upload(good());
    await desk.stage(staged.id);
    const drop = desk.transact((work) => dropImport(work, staged.id, null));
    expect(await refusal(drop)).toMatchObject({ status: 409, code: 'import_staged' });
  });

  it('is listed newest first, page by page', async () => {
    const newest = await desk.upload(good());
    const { rows: one, next } = await desk.read((work) => listImports(work, { limit: 1 }, null));
    expect(one.map(({ id }) => id)).toEqual([newest.id]);
    const { rows: two } = await desk.read((work) => listImports(work, { limit: 1, after: next! }, null));
    expect(two[0]!.id).not.toBe(newest.id);
  });

  it('of a merchant is its own: its rows cannot name another, nobody else’s import exists for it', async () => {
    const { own, other } = desk.merchants;
    const mine = await desk.upload(good(['O,GW,2026-11-23,Olga,+423 791 23 45,Gapont 2,9495,Triesen,Sofa']), {
      merchantId: own,
    });
    expect(await rows(mine.id, 'rejected')).toMatchObject([{ faults: [{ code: 'merchant_unknown' }] }]);
    expect((await rows(mine.id, 'rejected'))[0]!.faults[0]!.remedy).not.toContain('Gerätewelt');
    for (const verb of [
      () => desk.read((work) => getImport(work, mine.id, other)),
      () => desk.read((work) => listImportRows(work, mine.id, {}, other)),
      () => desk.stage(mine.id, other),
      () => desk.transact((work) => dropImport(work, mine.id, other)),
      () => desk.transact((work) => fixRow(work, mine.id, 2, 'x', other)),
    ])
      expect(await refusal(verb())).toMatchObject({ status: 404, code: 'import_unknown' });
    expect(await desk.stage(mine.id, own)).toMatchObject({ stagedJobs: 4 });
    const seen = await desk.read((work) => listImports(work, {}, other));
    expect(seen.rows).toEqual([]);
  });

  it('where there are several branches says whose it is, and its jobs are of that branch', async () => {
    const second = await desk.transact((work) =>
      createBranch(work, { code: 'S', name: 'Second', timeZone: 'Europe/Vaduz' }),
    );
    expect(await refusal(desk.upload(good()))).toMatchObject({ status: 422, code: 'branch_unknown' });
    const { id } = await desk.upload(good(), { branchId: second });
    await desk.stage(id);
    const of = (await jobsOf(id)).map(({ branchId }) => branchId);
    expect([of.length, new Set(of)]).toEqual([4, new Set([second])]);
  });
});
