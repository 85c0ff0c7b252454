import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileEndpoints, operatorEndpoints } from '@roundsman/api-contract';
import { apiKey, createClient, operatorTransport, type Session, uuid7 } from '@roundsman/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noisyPhoto, openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { call } from './call.ts';
import { type Company, makeCompany } from './company.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

const TUS = { 'Tus-Resumable': '1.0.0' };

/** tus 1.0 by hand, request by request, and the outbox's own way over it. */
describe('files in resumable parts', { timeout: 240_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let company: Company;
  let jobId: string;
  let photo: Buffer;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    company = await makeCompany(doors, 'Uploads');
    jobId = (await company.ids()).get('jobs')![0]!;
    photo = await noisyPhoto('Camera of Lea');
  }, 240_000);
  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  it('are taken part by part, each from where the one before ended, and drawn anew at the end', async () => {
    const created = await begin('operator-api', company.credentials.device, photo.length);
    expect(created.status).toBe(201);
    expect(created.headers.get('tus-resumable')).toBe('1.0.0');
    expect(Date.parse(created.headers.get('upload-expires')!)).toBeGreaterThan(Date.now());
    const place = `${doors.url}${created.headers.get('location')}`;
    const half = Math.floor(photo.length / 2);
    expect((await part(place, company.credentials.device, 0, photo.subarray(0, half))).status).toBe(204);
    const again = await part(place, company.credentials.device, 0, photo.subarray(0, half));
    expect([again.status, again.headers.get('upload-offset')]).toEqual([409, String(half)]);
    expect(await head(place, company.credentials.device)).toEqual([200, String(half), String(photo.length)]);
    const last = await part(place, company.credentials.device, half, photo.subarray(half));
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, String(photo.length)]);
    const stored = await bytesOf(place.split('/').at(-1)!);
    expect(photo.includes('Camera of Lea')).toBe(true);
    expect(stored.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(stored.includes('Camera of Lea')).toBe(false);
    const parts = await doors.platform.pool.query('SELECT FROM upload_parts');
    expect(parts.rowCount).toBe(0);
  });

  it('keep what came before the line broke', async () => {
    const created = await begin('operator-api', company.credentials.device, photo.length);
    const location = created.headers.get('location')!;
    const place = `${doors.url}${location}`;
    let came = 0;
    // A server that is busy has not begun to read when the line breaks: then nothing came, and the line holds longer next time.
    for (let tries = 0; tries < 40 && came === 0; tries++) {
      if (tries % 10 === 0)
        await breakOff(location, company.credentials.device, photo, 100_000, 200 * (tries / 10 + 1));
      await sleep(50);
      came = Number((await head(place, company.credentials.device))[1]);
    }
    expect(came).toBeGreaterThan(0);
    expect(came).toBeLessThanOrEqual(100_000);
    expect((await part(place, company.credentials.device, came, photo.subarray(came))).status).toBe(204);
    expect((await bytesOf(location.split('/').at(-1)!)).length).toBeGreaterThan(1000);
  });

  it('are finished by the next question when the process was killed between the last byte and the file', async () => {
    const created = await begin('operator-api', company.credentials.device, photo.length);
    const place = `${doors.url}${created.headers.get('location')}`;
    const put = doors.platform.files.put;
    let calls = 0;
    // The part is kept; the process dies before the drawn picture is.
    doors.platform.files.put = (...args) => (++calls === 2 ? Promise.reject(new Error('killed')) : put(...args));
    expect((await part(place, company.credentials.device, 0, photo)).status).toBe(500);
    doors.platform.files.put = put;
    (doors.faults as Set<string>).clear();
    expect(await head(place, company.credentials.device)).toEqual([200, String(photo.length), String(photo.length)]);
    expect((await bytesOf(place.split('/').at(-1)!)).length).toBeGreaterThan(1000);
  });

  it('go on from where an app was killed, under the id that the device made', async () => {
    const fileId = uuid7(Date.now());
    const file = { id: fileId, contentType: 'image/jpeg', bytes: new Uint8Array(photo) };
    const sent: number[] = [];
    const device: Session = apiKey(company.credentials.device);
    const killed = Promise.withResolvers<void>();
    const appKilledAfter =
      (parts: number): typeof fetch =>
      (input, init) => {
        if (init?.method === 'PATCH') {
          if (sent.length >= parts) {
            killed.resolve();
            return Promise.reject(new TypeError('the app is gone'));
          }
          sent.push((init.body as Uint8Array).byteLength);
        }
        return fetch(input, init);
      };
    const options = { edges: [doors.url], session: device };
    const first = createClient({ ...options, fetch: appKilledAfter(1) });
    void operatorTransport(first)
      .upload(file)
      .catch(() => {});
    await killed.promise;
    expect(sent).toHaveLength(1);
    await operatorTransport(createClient({ ...options, fetch: appKilledAfter(99) })).upload(file);
    expect(sent.reduce((sum, bytes) => sum + bytes, 0)).toBe(photo.length);
    expect((await bytesOf(fileId)).length).toBeGreaterThan(1000);
    // Sent again after all: nothing happens twice.
    await operatorTransport(createClient(options)).upload(file);
  });

  it('refuse what is too long, too much, of another kind, or another’s', async () => {
    const { device, api_key: key } = company.credentials;
    expect((await begin('operator-api', device, 16 * 1024 * 1024)).status).toBe(413);
    expect((await begin('operator-api', device, 0)).status).toBe(422);
    expect((await begin('operator-api', device, null)).status).toBe(400);
    const other = await fetch(`${doors.url}/operator-api/uploads`, {
      method: 'POST',
      headers: { ...bearer(device), 'Tus-Resumable': '0.2.2', 'Upload-Length': '5' },
    });
    expect([other.status, other.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    const text = await begin('operator-api', device, 5);
    const place = `${doors.url}${text.headers.get('location')}`;
    expect((await part(place, device, 0, Buffer.from('hello, too long'))).status).toBe(413);
    const refused = await part(place, device, 5, Buffer.alloc(0));
    expect(refused.status).toBe(422);
    expect((await head(place, device))[0]).toBe(404);
    const own = await begin('api', key, 5, { jobId });
    const theirs = `${doors.url}${own.headers.get('location')}`;
    expect((await head(theirs, company.credentials.administrator))[0]).toBe(404);
    expect((await fetch(theirs, { method: 'DELETE', headers: { ...bearer(key), ...TUS } })).status).toBe(204);
    expect((await head(theirs, key))[0]).toBe(404);
  });

  it('are attachments of a job at the Public API, with what a PDF holds untouched', async () => {
    const { api_key: key, merchant_key: merchant } = company.credentials;
    const pdf = Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
    const created = await begin('api', key, pdf.length, { jobId, filename: 'Plan of the kitchen.pdf' });
    const place = `${doors.url}${created.headers.get('location')}`;
    expect((await part(place, key, 0, pdf)).status).toBe(204);
    const direct = await call(
      doors.url,
      fileEndpoints.attach,
      { params: { jobId }, query: { name: 'Door' }, body: photo, contentType: 'image/jpeg' },
      key,
    );
    expect(direct.status, direct.text).toBe(201);
    const { rows } = JSON.parse((await call(doors.url, fileEndpoints.attachments, { params: { jobId } }, key)).text);
    expect(rows).toMatchObject([
      { name: 'Plan of the kitchen.pdf', contentType: 'application/pdf', bytes: pdf.length },
      { name: 'Door', contentType: 'image/jpeg' },
    ]);
    expect((await bytesOf(rows[0].fileId)).equals(pdf)).toBe(true);
    await crewSees(rows);
    const strange = (await company.ids()).get('jobs')!.length;
    expect(strange).toBeGreaterThan(0);
    expect((await begin('api', merchant, 5, { jobId: uuid7(Date.now()) })).status).toBe(404);
    const gone = await call(doors.url, fileEndpoints.detach, { params: { jobId, fileId: rows[0].fileId } }, key);
    expect(gone.status).toBe(204);
    const left = JSON.parse((await call(doors.url, fileEndpoints.attachments, { params: { jobId } }, key)).text).rows;
    expect(left).toHaveLength(1);
  });

  /** The crew of the visit reads what is attached to it, and no other file. */
  async function crewSees(attached: readonly { fileId: string; contentType: string }[]) {
    const { device } = company.credentials;
    const today = JSON.parse((await call(doors.url, operatorEndpoints.today, {}, device)).text) as {
      itineraries: { stops: { job: { id: string; attachments: object[] } | null }[] }[];
    };
    const jobs = today.itineraries.flatMap(({ stops }) => stops.flatMap(({ job }) => job ?? []));
    expect(jobs.find(({ id }) => id === jobId)?.attachments).toEqual(attached);
    expect(jobs.filter(({ attachments }) => attachments.length > 0)).toHaveLength(1);
    const open = (fileId: string) => call(doors.url, operatorEndpoints.attachment, { params: { fileId } }, device);
    const paper = await open(attached[0]!.fileId);
    expect([paper.status, paper.contentType, paper.text.startsWith('%PDF-1.7')]).toEqual([
      200,
      'application/pdf',
      true,
    ]);
    const { rows } = await doors.platform.pool.query(`SELECT id FROM files WHERE kind = 'proof'`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { id } of rows) expect((await open(id)).status).toBe(404);
  }

  it('met no fault of its own on the way', () => expect([...doors.faults]).toEqual([]));

  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  function begin(door: string, token: string, length: number | null, metadata: Record<string, string> = {}) {
    const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
    return fetch(`${doors.url}/${door}/uploads`, {
      method: 'POST',
      headers: {
        ...bearer(token),
        ...TUS,
        ...(length === null ? {} : { 'Upload-Length': String(length) }),
        ...(pairs.length > 0 && { 'Upload-Metadata': pairs.join(',') }),
      },
    });
  }

  function part(place: string, token: string, offset: number, bytes: Buffer) {
    const headers = {
      ...bearer(token),
      ...TUS,
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    };
    return fetch(place, { method: 'PATCH', headers, body: new Uint8Array(bytes) });
  }

  async function head(place: string, token: string): Promise<[number, string | null, string | null]> {
    const { status, headers } = await fetch(place, { method: 'HEAD', headers: { ...bearer(token), ...TUS } });
    return [status, headers.get('upload-offset'), headers.get('upload-length')];
  }

  /** Says that the whole of it comes, sends the beginning and hangs up. */
  function breakOff(
    location: string,
    token: string,
    bytes: Buffer,
    after: number,
    holdsMilliseconds: number,
  ): Promise<void> {
    return new Promise((resolve) => {
      const headers = {
        ...bearer(token),
        ...TUS,
        'Upload-Offset': '0',
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': String(bytes.length),
      };
      const sending = request(`${doors.url}${location}`, { method: 'PATCH', headers });
      sending.on('error', () => resolve());
      sending.write(bytes.subarray(0, after), () => setTimeout(() => sending.destroy(), holdsMilliseconds));
    });
  }

  async function bytesOf(fileId: string): Promise<Buffer> {
    const { rows } = await doors.platform.pool.query('SELECT storage_key FROM files WHERE id = $1', [fileId]);
    const chunks: Buffer[] = [];
    for await (const chunk of (await doors.platform.files.open(rows[0].storage_key)).stream)
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
});
