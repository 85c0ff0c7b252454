import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  allEndpoints,
  customerEndpoints,
  type Endpoint,
  examplesFor,
  fleetEndpoints,
  geofenceEndpoints,
  importEndpoints,
  jobEndpoints,
  jobLinkEndpoints,
  liveEndpoints,
  memberEndpoints,
  merchantEndpoints,
  messageDeliveryEndpoints,
  operatorEndpoints,
  organisationEndpoints,
  privacyEndpoints,
  singleSignOnEndpoints,
  webhookEndpoints,
} from '@roundsman/api-contract';
import { apiKey, createClient, everyRow } from '@roundsman/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookFirstSlot, catchUp, listen, placeOrder } from '../../packages/client/examples/integration.ts';
import { startRealProvider } from '../../server/src/modules/accounts/testing/real-provider.ts';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { call, type Request } from './call.ts';
import { type Company, DATE, makeCompany, PASSWORD } from './company.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

const NEXT_DATE = '2027-03-11';

/** What docs/api.md promises of every endpoint, asked of the whole platform. */
describe('the conventions of the API', { timeout: 120_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let company: Company;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    company = await makeCompany(doors, 'Conventions');
  }, 240_000);

  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  const ask = async (endpoint: Endpoint, request: Request = {}, bearer = company.credentials.administrator) => {
    const answer = await call(doors.url, endpoint, request, bearer);
    return { ...answer, json: answer.text === '' ? null : JSON.parse(answer.text) };
  };
  const job = (number: number, change: object = {}) => ({
    referenceId: `batch-${number}`,
    serviceDate: DATE,
    windows: [],
    contact: { name: `Batch ${number}`, phone: null, email: null, language: 'en' },
    address: { street: 'Feldstrasse', houseNumber: `${number}`, postcode: '9490', city: 'Vaduz', country: 'LI' },
    point: { lon: 9.52, lat: 47.14 },
    actions: [{ kind: 'delivery', description: 'Box', quantity: 1, unitWeightGrams: 1000, unitVolumeLitres: 10 }],
    ...change,
  });

  it('answers by the version that a program was written for, and refuses a date before the first', async () => {
    const version = async (date: string) => ask(organisationEndpoints.me, { headers: { 'roundsman-version': date } });
    expect((await version('2027-05-01')).headers.get('roundsman-version')).toBe('2026-11-01');
    expect((await ask(organisationEndpoints.me)).headers.get('roundsman-version')).toBe('2026-11-01');
    for (const wrong of ['2020-01-01', 'newest'])
      expect(await version(wrong)).toMatchObject({ status: 400, json: { code: 'version_unknown' } });
  });

  it('says what is left of an allowance', async () => {
    const { headers } = await ask(organisationEndpoints.me, {}, company.credentials.api_key);
    expect(headers.get('ratelimit-policy')).toBe('"api_key";q=60;w=3');
    expect(headers.get('ratelimit')).toMatch(/^"api_key";r=\d+;t=\d+$/);
  });

  it('sends a read once to who has it, and lets nobody overwrite what somebody else has changed', async () => {
    const { rows } = (await ask(fleetEndpoints.listVehicles)).json;
    const params = { vehicleId: rows[0].id as string };
    const read = await ask(fleetEndpoints.getVehicle, { params });
    const etag = read.headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]+"$/);
    const again = await ask(fleetEndpoints.getVehicle, { params, headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    const rename = (name: string, ifMatch: string) =>
      ask(fleetEndpoints.updateVehicle, { params, body: { name }, headers: { 'if-match': ifMatch } });
    const first = await rename('First', etag);
    expect(first.status).toBe(200);
    expect(await rename('Second', etag)).toMatchObject({ status: 412, json: { code: 'changed_meanwhile' } });
    expect((await ask(fleetEndpoints.getVehicle, { params })).json.name).toBe('First');
    expect((await rename('Second', first.headers.get('etag')!)).status).toBe(200);
  });

  it('lets one of two win who change a job at the same moment', async () => {
    const { json } = await ask(jobEndpoints.create, { body: job(1) });
    const params = { jobId: json.id as string };
    const etag = (await ask(jobEndpoints.get, { params })).headers.get('etag')!;
    const changes = await Promise.all(
      ['a', 'b', 'c'].map((notes) =>
        ask(jobEndpoints.update, { params, body: { notes }, headers: { 'if-match': etag } }),
      ),
    );
    expect(changes.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('answers 304 to a device that has its day already', async () => {
    const device = company.credentials.device;
    const etag = (await ask(operatorEndpoints.today, {}, device)).headers.get('etag')!;
    const again = await ask(operatorEndpoints.today, { headers: { 'if-none-match': etag } }, device);
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('creates a batch with a result per job, and sent again doubles nothing', async () => {
    const batch = {
      body: { jobs: [job(10), job(11, { branchId: randomUUID() }), job(12)] },
      headers: { 'idempotency-key': randomUUID() },
    };
    const first = (await ask(jobEndpoints.createMany, batch)).json;
    expect(first).toMatchObject({ created: 2, refused: 1 });
    expect(first.results[1]).toMatchObject({ job: null, problem: { status: 422, code: 'branch_unknown' } });
    const again = (await ask(jobEndpoints.createMany, batch)).json;
    expect(again.results[0].job.id).toBe(first.results[0].job.id);
    const found = (await ask(jobEndpoints.list, { query: { search: 'batch-1', limit: '100' } })).json.rows;
    expect(found.filter(({ referenceId }: { referenceId: string }) => referenceId === 'batch-10')).toHaveLength(1);
  });

  it('refuses text that cannot be stored, and names its field', async () => {
    const { status, json } = await ask(jobEndpoints.create, { body: job(20, { notes: 'a\u0000b' }) });
    expect(status).toBe(422);
    expect(json.fields).toMatchObject([{ field: 'notes', code: 'unstorable_text' }]);
  });

  it('rotates a webhook’s secret with an overlap, and delivers a period once more', async () => {
    const { json: hook } = await ask(webhookEndpoints.create, { body: { url: 'http://127.0.0.1:9/x', types: [] } });
    const params = { endpointId: hook.id as string };
    const rotated = (await ask(webhookEndpoints.rotateSecret, { params, body: {} })).json;
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.secret).not.toBe(hook.secret);
    const busy = (await ask(webhookEndpoints.list)).json.rows[0];
    const since = { params: { endpointId: busy.id }, body: { from: '2020-01-01T00:00:00Z' } };
    expect((await ask(webhookEndpoints.redeliverMany, since)).json.queued).toBeGreaterThan(0);
    const { next } = (await ask(liveEndpoints.events, { query: { limit: '1000' } })).json;
    expect((await ask(webhookEndpoints.redeliverMany, { params, body: { after: next } })).json.queued).toBe(0);
    expect((await ask(webhookEndpoints.redeliverMany, { params, body: {} })).json.code).toBe('period_missing');
  });

  it('gives the fleet, merchants, members and keys page by page to who asks so, in the order of the whole', async () => {
    for (const endpoint of [
      fleetEndpoints.listVehicles,
      fleetEndpoints.listOperators,
      fleetEndpoints.listLocations,
      merchantEndpoints.list,
      memberEndpoints.list,
      organisationEndpoints.listApiKeys,
    ]) {
      const whole = (await ask(endpoint)).json as { rows: { id: string }[]; next: null };
      const pages = await everyRow<{ id: string }>(
        async (after) =>
          (await ask(endpoint, { query: { limit: '1', fields: 'id', ...(after === undefined ? {} : { after }) } }))
            .json,
      );
      expect([endpoint.id, whole.next, pages]).toEqual([endpoint.id, null, whole.rows.map(({ id }) => ({ id }))]);
      for (const after of ['x', randomUUID()])
        expect(await ask(endpoint, { query: { after } })).toMatchObject({
          status: 422,
          json: { fields: [{ field: 'query.after', code: 'cursor_invalid' }] },
        });
    }
    const { json: members } = await ask(memberEndpoints.list, { query: { limit: '2' } });
    expect([members.rows.length, members.next]).toEqual([2, members.rows[1].id]);
  });

  it('says where a live line begins before anything has happened on it', async () => {
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${company.credentials.api_key}` };
    const answer = await fetch(`${doors.url}/api/live`, { headers, signal: stop.signal });
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes('"speed"')) break;
    }
    stop.abort();
    const after = /event: clock\nid: (\S+)\n/.exec(text)![1]!;
    const { json: made } = await ask(jobEndpoints.create, { body: job(700) });
    const { rows } = (await ask(liveEndpoints.events, { query: { after } })).json;
    expect(rows[0]).toMatchObject({ type: 'job.created', subject: { id: made.id } });
  });

  it('answers of a list’s rows what was asked for, and says which fields there are', async () => {
    const { status, json } = await ask(jobEndpoints.list, { query: { fields: 'code,address.line', limit: '2' } });
    expect(status).toBe(200);
    for (const row of json.rows) {
      expect(Object.keys(row).toSorted()).toEqual(['address', 'code', 'id']);
      expect(Object.keys(row.address)).toEqual(['line']);
    }
    expect(await ask(jobEndpoints.list, { query: { fields: 'code,wish' } })).toMatchObject({
      status: 400,
      json: { fields: [{ field: 'query.fields', code: 'unknown_field' }] },
    });
  });

  it('finds jobs by whatever is known of them', async () => {
    const { json: made } = await ask(jobEndpoints.create, {
      body: job(30, {
        orderNumber: 'ORDER-30',
        tags: ['fragile'],
        metadata: { shop: 'bern', 'po.number': '30' },
        contact: { name: 'Zora Search', phone: '+423 237 99 30', email: 'Zora@Example.org', language: 'en' },
      }),
    });
    const found = async (query: Record<string, string>) =>
      (
        (await ask(jobEndpoints.list, { query: { limit: '500', fields: 'id', ...query } })).json.rows as {
          id: string;
        }[]
      )
        .map(({ id }) => id)
        .filter((id) => id === made.id).length;
    for (const query of [
      { referenceId: 'batch-30' },
      { orderNumber: 'ORDER-30' },
      { tag: 'fragile' },
      { 'metadata[shop]': 'bern', 'metadata[po.number]': '30' },
      { phone: '237 99 30' },
      { email: 'zora@example.org' },
      { name: 'zora' },
      { postcode: '9490', city: 'vaduz', from: DATE, to: DATE },
      { createdFrom: '2020-01-01T00:00:00Z', held: 'false' },
    ])
      expect([query, await found(query as unknown as Record<string, string>)]).toEqual([query, 1]);
    for (const query of [{ phone: '0' }, { held: 'true' }, { from: '2027-03-12' }, { 'metadata[shop]': 'ber' }])
      expect([query, await found(query as unknown as Record<string, string>)]).toEqual([query, 0]);
    for (const query of [
      { 'metadata[__proto__]': 'x' },
      { 'metadata[Shop]': 'x' },
      { metadata: 'x' },
      { 'tag[x]': 'y' },
    ])
      expect((await ask(jobEndpoints.list, { query: query as unknown as Record<string, string> })).status).toBe(400);
    expect((await ask(jobEndpoints.remove, { params: { jobId: made.id } })).status).toBe(204);
    expect((await ask(jobEndpoints.get, { params: { jobId: made.id } })).json.code).toBe('job_unknown');
  });

  it('finds a customer by what is known, corrects them once for all that is still to come, and forgets them', async () => {
    const contact = { name: 'Rita Amann', phone: '+423 791 10 10', email: 'rita@example.org', language: 'en' };
    const [first, second] = (
      await ask(jobEndpoints.createMany, {
        body: {
          jobs: [NEXT_DATE, '2027-03-12'].map((serviceDate, at) =>
            job(60 + at, { contact, serviceDate, skipStaging: true, customerReferenceId: 'RA-7' }),
          ),
        },
      })
    ).json.results.map((result: { job: { id: string; customerId: string } }) => result.job);
    expect(second.customerId).toBe(first.customerId);
    const params = { customerId: first.customerId as string };
    const find = async (query: Request['query'], bearer?: string) =>
      (await ask(customerEndpoints.list, { query }, bearer)).json.rows.map(({ id }: { id: string }) => id);
    const known: Request['query'][] = [{ email: 'RITA@example.org' }, { phone: '0791 10 10' }, { referenceId: 'RA-7' }];
    for (const query of known)
      expect(await find({ ...query, fields: 'name' }, company.credentials.merchant)).toEqual([params.customerId]);
    const { headers } = await ask(customerEndpoints.get, { params });
    const correct = (phone: string) =>
      ask(customerEndpoints.update, { params, body: { phone }, headers: { 'if-match': headers.get('etag')! } });
    expect(await correct('+423 791 20 20')).toMatchObject({ status: 200, json: { visits: { open: 2 } } });
    expect(await correct('+423 791 30 30')).toMatchObject({ status: 412, json: { code: 'changed_meanwhile' } });
    const { rows } = (await ask(jobEndpoints.list, { query: params })).json;
    expect(rows.map((row: { contact: { phone: string } }) => row.contact.phone)).toEqual(Array(2).fill('+4237912020'));
    const [{ id: jobId }] = rows as [{ id: string }];
    const { headers: read } = await ask(jobEndpoints.get, { params: { jobId } });
    const give = (customerReferenceId: string) =>
      ask(jobEndpoints.update, {
        params: { jobId },
        body: { customerReferenceId },
        headers: { 'if-match': read.get('etag')! },
      });
    expect(await give('RA-8')).toMatchObject({ status: 200, json: { customerReferenceId: 'RA-8' } });
    expect(await give('RA-9')).toMatchObject({ status: 412, json: { code: 'changed_meanwhile' } });
    expect((await ask(jobEndpoints.list, { query: params })).json.rows).toHaveLength(1);
    const back = { customerId: params.customerId };
    const given = await ask(jobEndpoints.update, { params: { jobId }, body: back });
    expect(given.json).toMatchObject({ ...back, customerReferenceId: 'RA-7' });
    const erase = () => ask(customerEndpoints.erase, { params });
    expect(await erase()).toMatchObject({ status: 409, json: { code: 'customer_has_open_jobs' } });
    for (const { id: jobId } of rows) await ask(jobEndpoints.cancel, { params: { jobId }, body: { reason: 'twice' } });
    expect((await erase()).status).toBe(204);
    expect((await erase()).status).toBe(404);
    expect(await find({ referenceId: 'RA-7' })).toEqual([]);
  });

  it('takes the examples of the reference as they are printed', async () => {
    const created = (await ask(jobEndpoints.create, { body: job(31) })).json.id as string;
    const wrong: string[] = [];
    for (const [id, { params, query, body }] of Object.entries(examplesFor(NEXT_DATE))) {
      const endpoint = allEndpoints.find((one) => one.id === id);
      if (!endpoint) throw new Error(`There is no ${id}`);
      const filled = Object.fromEntries(Object.keys(params ?? {}).map((name) => [name, created]));
      const { status, text } = await ask(endpoint, { params: filled, ...(query ? { query } : {}), body });
      if (status >= 300) wrong.push(`${id}: ${status} ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets nobody overwrite settings that somebody else has changed', async () => {
    const tagOf = ({ headers }: { headers: Headers }) => ({ 'if-match': headers.get('etag')! });
    const stale = tagOf(await ask(webhookEndpoints.list));
    const made = await ask(webhookEndpoints.create, { body: { url: 'http://127.0.0.1:9/two', types: [] } });
    const change = (headers: Record<string, string>, types: string[]) =>
      ask(webhookEndpoints.update, { params: { endpointId: made.json.id }, body: { types }, headers });
    expect(await change(stale, ['job.created'])).toMatchObject({ status: 412, json: { code: 'changed_meanwhile' } });
    const first = await change(tagOf(await ask(webhookEndpoints.list)), ['job.created']);
    expect(first.status).toBe(200);
    expect((await change(tagOf(first), ['job.changed'])).status).toBe(200);
    expect((await change(tagOf(first), [])).status).toBe(412);
    const retention = await ask(privacyEndpoints.readRetention);
    const keep = (importDays: number) =>
      ask(privacyEndpoints.saveRetention, { body: { ...retention.json, importDays }, headers: tagOf(retention) });
    expect([(await keep(80)).status, (await keep(70)).status]).toEqual([200, 412]);
    const params = { channel: 'sms' };
    const limit = tagOf(await ask(messageDeliveryEndpoints.getLimit, { params }));
    const most = (monthlyMost: number) =>
      ask(messageDeliveryEndpoints.setLimit, {
        params,
        body: { limit: { monthlyMost, warnAtPercent: 80 } },
        headers: limit,
      });
    expect([(await most(900)).status, (await most(800)).status]).toEqual([204, 412]);
    expect((await ask(messageDeliveryEndpoints.getLimit, { params })).json.limit.monthlyMost).toBe(900);
  });

  it('lets nobody overwrite how somebody else has read a file, linked a job or set the sign-in provider', async () => {
    const tagOf = ({ headers }: { headers: Headers }) => ({ 'if-match': headers.get('etag')! });
    const file = {
      query: { fileName: 'two.csv' },
      body: Buffer.from('Name;Town\nAda;Vaduz\n'),
      contentType: 'text/csv',
    };
    const params = { importId: (await ask(importEndpoints.create, file)).json.id as string };
    const asRead = await ask(importEndpoints.get, { params });
    const map = (fields: string[], headers: Record<string, string>) =>
      ask(importEndpoints.map, { params, body: { fields }, headers });
    const mapped = await map(['notes', 'city'], tagOf(asRead));
    expect(mapped.status).toBe(200);
    expect(await map(['name', 'notes'], tagOf(asRead))).toMatchObject({ status: 412 });
    expect((await map(['name', 'notes'], tagOf(mapped))).status).toBe(200);

    const [first, second, third] = await Promise.all(
      [80, 81, 82].map(async (number) => (await ask(jobEndpoints.create, { body: job(number) })).json.id as string),
    );
    const links = { params: { jobId: first! } };
    const unlinked = tagOf(await ask(jobLinkEndpoints.list, links));
    const apartFrom = (otherJobId: string, headers: Record<string, string>) =>
      ask(jobLinkEndpoints.set, { ...links, body: { kind: 'apart', otherJobId }, headers });
    const linked = await apartFrom(second!, unlinked);
    expect(linked.status).toBe(200);
    expect(await apartFrom(third!, unlinked)).toMatchObject({ status: 412, json: { code: 'changed_meanwhile' } });
    // Where the other job stands by now is no change of the link.
    await ask(jobEndpoints.cancel, { params: { jobId: second! }, body: { reason: 'Test' } });
    expect((await apartFrom(third!, tagOf(linked))).status).toBe(200);
    const unlink = (headers: Record<string, string>) =>
      ask(jobLinkEndpoints.remove, { params: { jobId: first!, otherJobId: second! }, headers });
    expect((await unlink(tagOf(linked))).status).toBe(412);
    expect((await unlink(tagOf(await ask(jobLinkEndpoints.list, links)))).status).toBe(200);

    const provider = await startRealProvider('http://127.0.0.1:9/');
    try {
      const { issuer, clientId, clientSecret } = provider;
      const unset = tagOf(await ask(singleSignOnEndpoints.get));
      const settings = { issuer, clientId, clientSecret, emailDomains: [], joinRole: null, enforced: false };
      const set = (name: string, headers: Record<string, string>) =>
        ask(singleSignOnEndpoints.save, {
          body: { ...settings, name, emergencyMemberId: null, password: PASSWORD },
          headers,
        });
      const ours = await set('Ours', unset);
      expect(ours.status).toBe(200);
      expect(await set('Theirs', unset)).toMatchObject({ status: 412, json: { code: 'changed_meanwhile' } });
      const remove = (headers: Record<string, string>) =>
        ask(singleSignOnEndpoints.remove, { body: { password: PASSWORD }, headers });
      expect((await remove(unset)).status).toBe(412);
      expect((await remove(tagOf(ours))).status).toBe(204);
    } finally {
      await provider.close();
    }
  });

  it('takes the job of the quick start as docs/api.md prints it', async () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
    const printed = /-d @- <<BODY\n([\s\S]*?)BODY\n/.exec(page)![1]!;
    const { rows } = (await ask(merchantEndpoints.list)).json;
    const body = JSON.parse(printed.replace('$MERCHANT', rows[0].id).replace('$DATE', NEXT_DATE));
    // The reference's own example has taken the printed one.
    const referenceId = `${body.referenceId}-quick-start`;
    expect(await ask(jobEndpoints.create, { body: { ...body, referenceId } })).toMatchObject({
      status: 201,
      json: { referenceId },
    });
  });

  it('serves the examples of the SDK', async () => {
    const client = createClient({ edges: [doors.url], session: apiKey(company.credentials.api_key) });
    const jobId = await placeOrder(client, 'SDK-1', NEXT_DATE);
    expect(await placeOrder(client, 'SDK-1', NEXT_DATE)).toBe(jobId);
    expect(await bookFirstSlot(client, jobId, '2027-03-12')).toMatch(/^2027-03-12T/);
    const heard: string[] = [];
    await catchUp(client, undefined, (type, id) => {
      if (id === jobId) heard.push(type);
    });
    expect(heard).toEqual(expect.arrayContaining(['job.created', 'promise.made']));
    expect(await listen(client, 'http://127.0.0.1:9/sdk')).toMatch(/^whsec_/);
  });

  it.runIf(spawnSync('python3', ['--version']).status === 0)('lets a Python program book a slot', async () => {
    const program = join(import.meta.dirname, '../../packages/client/python/examples/first_order.py');
    const { stdout } = await promisify(execFile)('python3', [
      program,
      doors.url,
      company.credentials.api_key,
      '2027-03-13',
    ]);
    expect(stdout).toMatch(/^J-/);
  });

  it('tells when a vehicle enters an area and leaves it', async () => {
    const { device } = company.credentials;
    const crossings = async () =>
      (
        (await ask(liveEndpoints.events, { query: { type: 'geofence.entered,geofence.left', limit: '1000' } })).json
          .rows as { type: string }[]
      ).map(({ type }) => type);
    expect(await crossings()).toEqual(['geofence.entered']);
    const [area] = (await ask(geofenceEndpoints.list)).json.rows;
    const params = { geofenceId: area.id as string };
    const { rows: inIt } = (await ask(geofenceEndpoints.inside, { params })).json;
    expect(inIt).toHaveLength(1);
    expect((await ask(geofenceEndpoints.insideAny)).json.rows).toEqual([{ geofenceId: area.id, ...inIt[0] }]);
    const fix = (lon: number, at: string, accuracyMeters: number) => ({
      lon,
      lat: 47.14,
      accuracyMeters,
      speedMetersPerSecond: 8,
      headingDegrees: 90,
      at,
    });
    const fixes = [fix(9.54, '2027-03-10T05:01:00Z', 900), fix(9.55, '2027-03-10T05:02:00Z', 5)];
    await ask(operatorEndpoints.positions, { body: { itineraryId: null, fixes } }, device);
    expect(await crossings()).toEqual(['geofence.entered', 'geofence.left']);
    expect((await ask(geofenceEndpoints.inside, { params })).json.rows).toEqual([]);
    expect((await ask(geofenceEndpoints.insideAny)).json.rows).toEqual([]);
  });

  it('keeps a merchant’s code its own, and closes one only when nothing of it is to be done', async () => {
    const make = (code: string) => ask(merchantEndpoints.create, { body: { code, name: `Shop ${code}` } });
    const { json: shop } = await make('NEW');
    expect(shop).toMatchObject({ senderName: 'Shop NEW', ownGoods: false });
    expect(await make('NEW')).toMatchObject({ status: 409, json: { code: 'code_taken' } });
    const params = { merchantId: shop.id as string };
    const { json: order } = await ask(jobEndpoints.create, { body: job(40, { merchantId: shop.id }) });
    expect(await ask(merchantEndpoints.close, { params })).toMatchObject({
      status: 409,
      json: { code: 'merchant_has_open_jobs', openJobs: 1 },
    });
    await ask(jobEndpoints.cancel, { params: { jobId: order.id }, body: { reason: 'Test' } });
    expect((await ask(merchantEndpoints.close, { params })).status).toBe(204);
    expect((await ask(merchantEndpoints.get, { params })).json.code).toBe('merchant_unknown');
    const own = (await ask(merchantEndpoints.list, {}, company.credentials.merchant)).json.rows;
    expect(own).toHaveLength(1);
  });

  it('tells of each door at that door', async () => {
    for (const [path, id] of [
      ['/api', 'jobs.create'],
      ['/operator-api', 'device.commands'],
      ['/tracker-api', 'tracker.view'],
    ])
      expect(await (await fetch(`${doors.url}${path}/openapi.json`)).text()).toContain(`"operationId":"${id}"`);
  });
});
