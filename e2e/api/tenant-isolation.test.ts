import { allEndpoints, type Door, type Endpoint } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/src/platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { call, essence, type Request } from './call.ts';
import { type Company, type CredentialKind, makeCompany, tableOf, vocabularyOf } from './company.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';
import { idPlaces, operationOf, type Place, typicalValue, type Vocabulary, withValueAt } from './typical-values.ts';

/** Where a request carries an id: a parameter of the path or query, or a place in the body. */
type IdSpot = { readonly in: 'path' | 'query'; readonly name: string } | { readonly in: 'body'; readonly place: Place };

const doorOf: Record<CredentialKind, Door> = {
  administrator: 'public',
  dispatcher: 'public',
  warehouse: 'public',
  support: 'public',
  analyst: 'public',
  merchant: 'public',
  api_key: 'public',
  merchant_key: 'public',
  device: 'operator',
};

const IDS_OF_A_KIND = 3;
const STRANGE_KINDS = 6;
/** Who may do most of each kind of holder: they try ids of a wrong kind too, which is no question of roles. */
const mostCurious: ReadonlySet<string> = new Set(['administrator', 'merchant', 'device']);

/** Ending a session is no reading of another's things, and the sessions are needed to the end. */
const leftOut = new Set(['session.signIn', 'session.renew', 'session.signOut', 'device.renew', 'device.pair']);

describe('two companies on one platform', { timeout: 300_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let ours: Company;
  let theirs: Company;
  let ourWords: Vocabulary;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    ours = await makeCompany(doors, 'Ours');
    theirs = await makeCompany(doors, 'Theirs');
    // Their time stands still from here on, so that nothing falls due while it is looked at.
    const halt = allEndpoints.find(({ id }) => id === 'organisation.setClock')!;
    const halted = await call(doors.url, halt, { body: { speed: 0 } }, theirs.credentials.administrator);
    expect(halted.status).toBe(200);
    await doors.settled();
    ourWords = vocabularyOf(ours, await ours.ids());
  }, 240_000);

  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  it('has something of every kind to hide', async () => {
    const kinds = [...(await theirs.ids()).keys()];
    for (const kind of [
      'jobs',
      'itineraries',
      'plans',
      'conflicts',
      'messages',
      'webhook_deliveries',
      'files',
      'stops',
    ])
      expect(kinds).toContain(kind);
  });

  it('answers every id of the other company as it answers one that nobody has, and changes nothing of it', async () => {
    const ids = await theirs.ids();
    const before = await theirs.digests();
    const told: string[] = [];
    let asked = 0;
    const others = [...ids.keys()];
    for (const [number, { endpoint, spot }] of spots().entries()) {
      const own = tableOf(nameOf(spot));
      // Ids of the right kind always; of the other kinds, a handful that moves on from place to place.
      const kin = (own === null ? [] : (ids.get(own) ?? [])).slice(0, IDS_OF_A_KIND);
      const strange = Array.from({ length: STRANGE_KINDS }, (_, at) => others[(number * 7 + at * 5) % others.length]!);
      const strangers = [...new Set(strange)].flatMap((table) => (table === own ? [] : ids.get(table)!.slice(0, 1)));
      for (const [holder, bearer] of Object.entries(ours.credentials)) {
        if (doorOf[holder as CredentialKind] !== endpoint.door) continue;
        const missing = await ask(endpoint, spot, newId(), bearer);
        // Who may not ask at all is told so before any id is looked at: one id shows that.
        const every = mostCurious.has(holder) || kin.length === 0 ? [...kin, ...strangers] : kin;
        const tried = missing.startsWith('403') ? every.slice(0, 1) : every;
        const answers = await Promise.all(tried.map((id) => ask(endpoint, spot, id, bearer)));
        asked += answers.length;
        for (const [at, answer] of answers.entries())
          if (answer !== missing)
            told.push(`${endpoint.id} ${nameOf(spot)} by ${holder} with ${tried[at]}: ${answer} not ${missing}`);
      }
    }
    expect(told.slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThan(2_000);
    expect(still(await theirs.digests())).toEqual(still(before));
  });

  it('lists nothing of the other company, whoever asks', async () => {
    const secrets = new Set([...(await theirs.ids()).values()].flat());
    const leaks: string[] = [];
    for (const endpoint of allEndpoints) {
      if (endpoint.method !== 'GET' || endpoint.answerKind || endpoint.door === 'tracker') continue;
      for (const [holder, bearer] of Object.entries(ours.credentials)) {
        if (doorOf[holder as CredentialKind] !== endpoint.door) continue;
        const { text } = await call(doors.url, endpoint, typicalRequest(endpoint, null), bearer);
        for (const [found] of text.matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
          if (secrets.has(found)) leaks.push(`${endpoint.id} by ${holder}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it('shows a tracker link nothing but its own job', async () => {
    const file = allEndpoints.find(({ id }) => id === 'tracker.file')!;
    const theirFiles = (await theirs.ids()).get('files') ?? [];
    const ask = async (fileId: string) =>
      essence(await call(doors.url, file, { params: { link: ours.trackerLink, fileId } }, null));
    const missing = await ask(newId());
    for (const fileId of theirFiles) expect(await ask(fileId)).toBe(missing);
    expect(theirFiles.length).toBeGreaterThan(0);
  });

  it('takes no credential at a door that it is not for', async () => {
    for (const endpoint of allEndpoints) {
      if (endpoint.access === 'anyone' || endpoint.door === 'tracker') continue;
      const request = typicalRequest(endpoint, null);
      for (const [holder, bearer] of Object.entries(ours.credentials)) {
        if (doorOf[holder as CredentialKind] === endpoint.door) continue;
        expect((await call(doors.url, endpoint, request, bearer)).status, `${endpoint.id} by ${holder}`).toBe(401);
      }
      expect((await call(doors.url, endpoint, request, null)).status, endpoint.id).toBe(401);
    }
  });

  it('met no fault of its own on the way', () => expect([...doors.faults]).toEqual([]));

  async function ask(endpoint: Endpoint, spot: IdSpot, id: string, bearer: string): Promise<string> {
    const request = typicalRequest(endpoint, spot, id);
    return essence(await call(doors.url, endpoint, request, bearer));
  }

  function typicalRequest(endpoint: Endpoint, spot: IdSpot | null, id = ''): Request {
    const { parameters, body: schema, bodyTypes } = operationOf(endpoint);
    const wanted = (place: 'path' | 'query') =>
      Object.fromEntries(
        parameters
          .filter((one) => one.in === place && (one.required || (spot?.in === place && spot.name === one.name)))
          .map(({ name, schema: inner }) => [
            name,
            spot?.in === place && spot.name === name ? id : String(typicalValue(inner, ourWords, name)),
          ]),
      );
    const place = spot?.in === 'body' ? spot.place : null;
    const typical = schema === null ? undefined : typicalValue(schema, ourWords, '', place);
    const body = place === null ? typical : withValueAt(typical, place, id);
    const bytes = bodyTypes.length > 0 ? { body: Buffer.from('a,b\n'), contentType: bodyTypes[0]! } : {};
    return { params: wanted('path'), query: wanted('query'), body, ...bytes };
  }
});

const spots = () =>
  allEndpoints
    .filter(({ id, door }) => !leftOut.has(id) && door !== 'tracker')
    .flatMap((endpoint) => idSpots(endpoint).map((spot) => ({ endpoint, spot })));

function idSpots(endpoint: Endpoint): IdSpot[] {
  const { parameters, body } = operationOf(endpoint);
  const named = parameters
    .filter(
      ({ in: place, schema }) => place !== 'header' && (schema.format === 'uuid' || schema.items?.format === 'uuid'),
    )
    .map(({ in: place, name }) => ({ in: place as 'path' | 'query', name }));
  return [...named, ...(body === null ? [] : idPlaces(body)).map((place) => ({ in: 'body' as const, place }))];
}

/** What goes on by itself, whoever asks: webhooks tried again, arrivals estimated anew, timers, cursors of readers. */
const restless = /^(webhook_(deliveries|attempts|endpoints)|etas|eta_samples|business_timers|reader_cursors)$/;

const still = (digests: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(digests).filter(([table]) => !restless.test(table)));

const nameOf = (spot: IdSpot): string =>
  spot.in === 'body' ? String(spot.place.findLast((step) => typeof step === 'string')) : spot.name;
