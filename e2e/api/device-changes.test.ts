import { type Endpoint, itineraryEndpoints, jobEndpoints, operatorEndpoints } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { call, type Request } from './call.ts';
import { type Company, DATE, makeCompany } from './company.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

describe('the changes of a device’s day', { timeout: 120_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let company: Company;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    company = await makeCompany(doors, 'Changes');
  }, 240_000);
  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  const ask = async (endpoint: Endpoint, request: Request = {}, bearer = company.credentials.administrator) => {
    const answer = await call(doors.url, endpoint, request, bearer);
    return { ...answer, json: answer.text === '' ? null : JSON.parse(answer.text) };
  };
  const changes = async (after?: string, waitSeconds = '0') =>
    (
      await ask(
        operatorEndpoints.changes,
        after === undefined ? {} : { query: { after, waitSeconds } },
        company.credentials.device,
      )
    ).json;
  /** Where the log stands, and an itinerary of the device's. */
  async function begin(): Promise<{ after: string; params: { itineraryId: string } }> {
    await doors.settled();
    const { next, itineraries } = await changes();
    return { after: next, params: { itineraryId: itineraries[0].id } };
  }
  /** A job on nobody's itinerary. */
  const somethingElse = (number: number) =>
    ask(jobEndpoints.create, {
      body: {
        referenceId: `else-${number}`,
        serviceDate: DATE,
        windows: [],
        contact: { name: 'Somebody Else', phone: null, email: null, language: 'en' },
        address: { street: 'Feldstrasse', houseNumber: String(number), postcode: '9490', city: 'Vaduz', country: 'LI' },
        point: { lon: 9.52, lat: 47.14 },
        actions: [{ kind: 'delivery', description: 'Box', quantity: 1, unitWeightGrams: 1000, unitVolumeLitres: 10 }],
      },
    });
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  it('are told since a cursor, and carry words both ways', async () => {
    const { device } = company.credentials;
    const whole = await changes();
    expect(whole).toMatchObject({ gone: [], more: false });
    const [itinerary] = whole.itineraries as { id: string }[];
    await doors.settled();
    const quiet = await changes((await changes(whole.next)).next);
    expect(quiet).toMatchObject({ itineraries: [], gone: [], chat: [] });
    const params = { itineraryId: itinerary!.id };
    await ask(itineraryEndpoints.writeToCrew, { params, body: { words: 'Use the back gate' } });
    const told = await changes(quiet.next);
    expect(told.chat).toMatchObject([{ from: 'desk', words: 'Use the back gate', readAt: null }]);
    expect(told.itineraries).toMatchObject([{ id: itinerary!.id }]);
    expect((await ask(operatorEndpoints.chatRead, {}, device)).json).toEqual({ read: 1 });
    const [seen] = (await ask(itineraryEndpoints.chat, { params })).json.rows;
    expect(seen.readAt).not.toBeNull();
    expect((await ask(operatorEndpoints.changes, { query: { after: 'x' } }, device)).json.code).toBe('cursor_invalid');
  });

  it('are waited for through what is somebody else’s, and come at once when they are the crew’s', async () => {
    const { after, params } = await begin();
    let isAnswered = false;
    const waiting = changes(after, '20').finally(() => {
      isAnswered = true;
    });
    await pause(300);
    expect((await somethingElse(1)).status).toBe(201);
    await pause(700);
    expect(isAnswered).toBe(false);
    await ask(itineraryEndpoints.writeToCrew, { params, body: { words: 'They are at home now' } });
    const told = await waiting;
    expect(told.chat).toMatchObject([{ words: 'They are at home now' }]);
    expect(told.itineraries).toMatchObject([{ id: params.itineraryId }]);
    expect(await changes(told.next)).toMatchObject({ itineraries: [], gone: [], chat: [] });
  });

  it('waited for in vain end with the clock of that moment, and a cursor behind what was somebody else’s', async () => {
    const { after, params } = await begin();
    const askedAt = Date.now();
    const waiting = changes(after, '2');
    await pause(300);
    expect((await somethingElse(2)).status).toBe(201);
    const quiet = await waiting;
    expect(quiet).toMatchObject({ itineraries: [], gone: [], chat: [] });
    expect(Date.parse(quiet.serverNow)).toBeGreaterThanOrEqual(askedAt + 1_900);
    expect(quiet.next).not.toBe(after);
    await ask(itineraryEndpoints.writeToCrew, { params, body: { words: 'After that' } });
    expect((await changes(quiet.next)).chat).toMatchObject([{ words: 'After that' }]);
  });
});
