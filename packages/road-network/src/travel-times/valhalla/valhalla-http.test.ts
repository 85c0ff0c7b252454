import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openStandIn, type StandIn, type StandInAnswer, type StandInQuestion } from '../../outside-service/stand-in.ts';
import { sampleExtractPath } from '../../sample-extract.ts';
import { describeReach } from '../reach.conformance.ts';
import { describeTravelTimes, samplePlaces } from '../travel-times.conformance.ts';
import { buildValhallaTiles } from './build-valhalla-tiles.ts';
import { valhallaOverHttp } from './index.ts';
import { loadValhalla } from './load-valhalla.ts';
import { valhallaConfig } from './valhalla-config.ts';

/**
 * What Valhalla 3.6.1 answered to the questions of the suite, on the sample. `RECORD_VALHALLA=1 vitest run <this file>` records
 * them anew from the library of this process: the same code writes its JSON.
 */
const recordPath = new URL('./valhalla-http.recorded.json', import.meta.url);
const recording = process.env.RECORD_VALHALLA === '1';

async function openRecord() {
  const record = new Map<string, StandInAnswer>(
    recording ? [] : (JSON.parse(await readFile(recordPath, 'utf8')) as [string, StandInAnswer][]),
  );
  const live = recording ? await openLibrary() : null;
  const standIn = await openStandIn(async (question) => {
    const key = `${question.path} ${JSON.stringify(question.body)}`;
    if (live && !record.has(key)) record.set(key, await live(question));
    return record.get(key) ?? { status: 400, body: { error_code: 0, error: `Not recorded: ${key}` } };
  });
  return {
    travelTimes: valhallaOverHttp(standIn.service),
    close: () => standIn.close(),
    keep: () => writeFile(recordPath, `${JSON.stringify([...record], null, 1)}\n`),
  };
}

async function openLibrary(): Promise<(question: StandInQuestion) => Promise<StandInAnswer>> {
  const valhalla = loadValhalla();
  const tarFile = await buildValhallaTiles(valhalla, sampleExtractPath, join(tmpdir(), 'roundsman-record-valhalla'));
  const actor = valhalla.open(valhallaConfig({ tarFile }, 'costmatrix'));
  const actions = {
    sources_to_targets: actor.matrix,
    route: actor.route,
    locate: actor.locate,
    isochrone: actor.isochrone,
  };
  return async ({ path, body }) => {
    try {
      const answer = await actions[path as keyof typeof actions].call(actor, JSON.stringify(body));
      return { status: 200, body: JSON.parse(answer) as unknown };
    } catch (refusal) {
      // The service writes the same words into `error`.
      return { status: 400, body: { error: (refusal as Error).message, status_code: 400, status: 'Bad Request' } };
    }
  };
}

const opening = openRecord();
afterAll(async () => {
  const { close, keep } = await opening;
  await close();
  if (recording) await keep();
});

describeTravelTimes('Valhalla over HTTP', async () => ({ travelTimes: (await opening).travelTimes }));
describeReach('Valhalla over HTTP', async () => (await opening).travelTimes);

describe('Valhalla over HTTP', () => {
  let standIn: StandIn | undefined;
  afterEach(() => standIn?.close());
  const places = Object.values(samplePlaces);
  type MatrixQuestion = { sources: unknown[]; targets: unknown[] };

  /** As the service documents it: no more than so many pairs in one matrix. */
  const withLimit =
    (mostPairs: number) =>
    ({ body }: StandInQuestion): StandInAnswer => {
      const { sources, targets } = body as MatrixQuestion;
      if (sources.length * targets.length > mostPairs)
        return {
          status: 400,
          body: {
            error_code: 150,
            error: `Exceeded max locations:${mostPairs}`,
            status_code: 400,
            status: 'Bad Request',
          },
        };
      const lines = sources.map(() => targets.map(() => 60));
      return { status: 200, body: { sources_to_targets: { durations: lines, distances: lines } } };
    };

  it('asks in smaller parts when the service takes fewer pairs', async () => {
    standIn = await openStandIn(withLimit(6));
    const { seconds } = await valhallaOverHttp(standIn.service).matrix(places, places, 'car');
    expect([...seconds]).toEqual(places.flatMap(() => places.map(() => 60)));
  });

  it('stays within what a service allows by itself', async () => {
    standIn = await openStandIn(withLimit(2_500));
    const many = Array.from({ length: 120 }, (_, at) => ({ lon: 9.5 + at / 10_000, lat: 47.1 }));
    const { seconds } = await valhallaOverHttp(standIn.service).matrix(many, many, 'van');
    expect(seconds.every((each) => each === 60)).toBe(true);
    expect(standIn.asked.length).toBeLessThanOrEqual(12);
  });

  it('says so when not even one pair is answered', async () => {
    standIn = await openStandIn(withLimit(0));
    await expect(valhallaOverHttp(standIn.service).matrix(places, places, 'car')).rejects.toMatchObject({
      code: 'too_large',
    });
  });

  it.each([
    ['a matrix of another size', { sources_to_targets: { durations: [[1]], distances: [[1]] } }],
    ['something else', { hello: 'world' }],
  ])('refuses %s', async (_what, body) => {
    standIn = await openStandIn(() => ({ status: 200, body }));
    await expect(valhallaOverHttp(standIn.service).matrix(places, places, 'car')).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });

  it('gives up on a service that is down, with words', async () => {
    standIn = await openStandIn(() => ({ status: 503, body: 'down' }));
    const travelTimes = valhallaOverHttp(standIn.service);
    const refused = { code: 'provider_failed', message: 'the stand-in answers with status 503.' };
    await expect(travelTimes.matrix(places, places, 'car')).rejects.toMatchObject(refused);
    await expect(travelTimes.shape(places, 'car')).rejects.toMatchObject(refused);
    // Asked in vain often enough, it is left alone for a while.
    await expect(travelTimes.nearest(places[0]!)).rejects.toMatchObject({ code: 'provider_failed' });
  });
});
