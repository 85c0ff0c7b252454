import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LonLat } from '@roundsman/units';
import { afterEach, describe, expect, it } from 'vitest';
import { readExtract } from '../../extract/index.ts';
import { openStandIn, type StandIn, type StandInAnswer, type StandInQuestion } from '../../outside-service/stand-in.ts';
import { sampleExtractPath } from '../../sample-extract.ts';
import { buildRoadGraph, openSearch, writeRoadGraph } from '../search/index.ts';
import { describeTravelTimes, samplePlaces } from '../travel-times.conformance.ts';
import type { RoadProfile, TravelTimes } from '../travel-times.ts';
import { osrmOverHttp } from './index.ts';

const PATH = /^(?<service>table|route|nearest)\/v1\/driving\/(?<places>[-0-9.,;]+)\?(?<options>.*)$/;

/** An OSRM as its HTTP API v1 is documented, with our own search in the place of its engine: it refuses tables of more than 100 places. */
async function openOsrm() {
  const folder = await mkdtemp(join(tmpdir(), 'roundsman-osrm-'));
  await writeRoadGraph(join(folder, 'roads.bin'), buildRoadGraph(await readExtract(sampleExtractPath)));
  const engine = await openSearch(join(folder, 'roads.bin'), join(folder, 'search'));
  const servers = await Promise.all(
    (['car', 'van', 'truck'] as const).map((profile) =>
      openStandIn((question) => answerAsOsrm(engine, profile, question)),
    ),
  );
  const ports = new Map(servers.map(({ service }, at) => [(['car', 'van', 'truck'] as const)[at], service.url]));
  const router = await openStandIn(async ({ path }) => {
    const [, profile, rest] = /^(car|van|truck)\/(.*)$/s.exec(path)!;
    const answer = await fetch(`${ports.get(profile as RoadProfile)}/${rest}`);
    return { status: answer.status, body: await answer.json() };
  });
  return {
    travelTimes: osrmOverHttp({ ...router.service, url: `${router.service.url}/{profile}` }),
    async close() {
      await Promise.all([router, ...servers].map((server) => server.close()));
      await rm(folder, { recursive: true });
    },
  };
}

const refusal = (code: string): StandInAnswer => ({ status: 400, body: { code, message: 'as documented' } });

async function answerAsOsrm(
  engine: TravelTimes,
  profile: RoadProfile,
  { path }: StandInQuestion,
): Promise<StandInAnswer> {
  const found = PATH.exec(path)?.groups;
  if (!found) return refusal('InvalidUrl');
  const options = new URLSearchParams(found.options);
  const places = found.places!.split(';').map((text): LonLat => {
    const [lon, lat] = text.split(',').map(Number);
    return { lon: lon!, lat: lat! };
  });
  const waypoints = await Promise.all(
    places.map(async (place) => {
      const near = await engine.nearest(place, profile);
      // The real one takes the nearest road of its map, however far.
      return near
        ? { name: near.name ?? '', location: [near.point.lon, near.point.lat], distance: near.distanceMeters }
        : { name: '', location: [9.5, 47.1], distance: 4_000_000 };
    }),
  );
  if (found.service === 'nearest') return { status: 200, body: { code: 'Ok', waypoints: waypoints.slice(0, 1) } };
  if (found.service === 'table') {
    if (places.length > 100) return refusal('TooBig');
    const pick = (name: string) => options.get(name)!.split(';').map(Number);
    const [sources, destinations] = [pick('sources'), pick('destinations')];
    const { seconds, meters } = await engine.matrix(
      sources.map((at) => places[at]!),
      destinations.map((at) => places[at]!),
      profile,
    );
    const lines = (values: Int32Array) =>
      sources.map((_, row) =>
        destinations.map((_, column) => {
          const value = values[row * destinations.length + column]!;
          return value < 0 ? null : value;
        }),
      );
    return {
      status: 200,
      body: {
        code: 'Ok',
        durations: lines(seconds),
        distances: lines(meters),
        sources: sources.map((at) => waypoints[at]),
        destinations: destinations.map((at) => waypoints[at]),
      },
    };
  }
  const { legs } = await engine.shape(places, profile);
  if (legs.some(({ seconds }) => seconds < 0)) return refusal('NoRoute');
  const asLeg = ({ seconds, meters, coordinates }: (typeof legs)[number]) => {
    const middle = Math.floor(coordinates.length / 2);
    const steps = [coordinates.slice(0, middle + 1), coordinates.slice(middle)].map((part) => ({
      geometry: { type: 'LineString', coordinates: part },
    }));
    return { duration: seconds, distance: meters, steps };
  };
  return { status: 200, body: { code: 'Ok', waypoints, routes: [{ legs: legs.map(asLeg) }] } };
}

describeTravelTimes('OSRM over HTTP', openOsrm);

describe('OSRM over HTTP', () => {
  let standIn: StandIn | undefined;
  afterEach(() => standIn?.close());
  const places = Object.values(samplePlaces);
  const open = async (answer: (question: StandInQuestion) => StandInAnswer) => {
    standIn = await openStandIn(answer);
    return osrmOverHttp(standIn.service);
  };

  it('reads an answer as the documentation prints it', async () => {
    const travelTimes = await open(() => ({
      status: 200,
      body: {
        code: 'Ok',
        sources: [{ location: [13.3888, 52.517033], hint: 'PAMAgE', name: 'Friedrichstraße', distance: 4.2 }],
        destinations: [
          { location: [13.397631, 52.529432], hint: 'WIQB', name: 'Torstraße', distance: 5 },
          { location: [13.428554, 52.523239], hint: '7UcA', name: 'Platz der Vereinten Nationen', distance: 9 },
        ],
        durations: [[192.6, null]],
        distances: [[1886.89, null]],
      },
    }));
    const [from, ...to] = [
      { lon: 13.38886, lat: 52.517037 },
      { lon: 13.397634, lat: 52.529407 },
      { lon: 13.428555, lat: 52.523219 },
    ];
    const { seconds, meters } = await travelTimes.matrix([from!], to, 'car');
    expect([[...seconds], [...meters]]).toEqual([
      [193, -1],
      [1887, -1],
    ]);
    expect(standIn!.asked[0]!.path).toBe(
      'table/v1/driving/13.388860,52.517037;13.397634,52.529407;13.428555,52.523219' +
        '?sources=0&destinations=1%3B2&annotations=duration%2Cdistance&generate_hints=false',
    );
  });

  it('says that limits of height and weight are not looked at when one server answers for all', async () => {
    const travelTimes = await open(() => refusal('InvalidQuery'));
    expect(travelTimes.provider.note).toContain('height and weight are not looked at');
  });

  it('asks in smaller parts when the table is too big, and says so when a single pair is', async () => {
    const withLimit = (most: number) =>
      open(({ path }) => {
        const { places: text, options } = PATH.exec(path)!.groups!;
        if (text!.split(';').length > most) return refusal('TooBig');
        const count = (name: string) => new URLSearchParams(options).get(name)!.split(';').length;
        const [rows, columns] = [count('sources'), count('destinations')];
        const lines = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 60));
        const waypoint = { location: [9, 47], distance: 1, name: '' };
        return {
          status: 200,
          body: {
            code: 'Ok',
            durations: lines,
            distances: lines,
            sources: Array(rows).fill(waypoint),
            destinations: Array(columns).fill(waypoint),
          },
        };
      });
    const patient = await withLimit(4);
    const { seconds } = await patient.matrix(places, places, 'car');
    expect(seconds.every((each) => each === 60)).toBe(true);
    await standIn!.close();
    const hopeless = await withLimit(1);
    await expect(hopeless.matrix(places, places, 'car')).rejects.toMatchObject({ code: 'too_large' });
  });

  it.each([
    ['a refusal nobody knows', refusal('InvalidOptions'), 'refuses with "InvalidOptions": as documented'],
    ['a fault', { status: 500, body: 'out of memory' }, 'answers with status 500'],
    ['no JSON', { status: 200, body: '<html>' }, 'answers with status 200 and no JSON'],
    ['a table of another size', { status: 200, body: { code: 'Ok', durations: [] } }, 'sent no table of 5 × 5'],
    ['nothing', { status: 200, body: null }, 'refuses with null'],
  ])('gives up with words on %s', async (_what, answer, words) => {
    const travelTimes = await open(() => answer);
    await expect(travelTimes.matrix(places, places, 'car')).rejects.toMatchObject({
      code: 'provider_failed',
      message: `the stand-in ${words}.`,
    });
  });
});
