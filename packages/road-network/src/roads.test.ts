import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeGeocoder } from './geocoding/geocoder.conformance.ts';
import { createRoads, type RoadsOptions } from './roads.ts';
import { sampleExtractPath } from './sample-extract.ts';
import { describeTravelTimes, samplePlaces } from './travel-times/travel-times.conformance.ts';

const timeout = 120_000;

describe('opening the roads', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'roundsman-roads-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  const open = (more: Partial<RoadsOptions> = {}) =>
    createRoads({ extractPath: sampleExtractPath, dataDir, travelTimes: 'straight_line', ...more });
  const atlasFolder = async () => {
    const [home] = await readdir(join(dataDir, 'roads'));
    const names = await readdir(join(dataDir, 'roads', home!));
    return join(dataDir, 'roads', home!, names.find((name) => name.startsWith('atlas'))!);
  };

  it(
    'reads the extract once, says how far it is, and the second time only opens what is there',
    async () => {
      const said: string[] = [];
      const onProgress: RoadsOptions['onProgress'] = ({ step }) => said.push(step);
      const first = await open({ onProgress });
      expect(said).toEqual(['reading_extract', 'building_roads', 'building_addresses', 'building_map', 'ready']);
      expect(first.extract).toMatchObject({ addresses: 1035, attribution: '© OpenStreetMap contributors' });
      const [west, south, east, north] = first.mapTiles.bounds;
      expect(west < 9.5 && east > 9.6 && south < 47.1 && north > 47.2).toBe(true);
      await first.close();
      said.length = 0;
      await (await open({ onProgress })).close();
      expect(said).toEqual(['ready']);
    },
    timeout,
  );

  it.each(['map.json', 'roads.bin'])(
    'builds anew what was damaged in the data folder (%s)',
    async (part) => {
      await (await open()).close();
      await writeFile(join(await atlasFolder(), part), '{"bounds":[9.4');
      const roads = await open({ travelTimes: 'extract_search' });
      expect((await roads.geocoder.geocode('Städtle 44, Vaduz')).confidence).toBe('high');
      expect(await roads.mapTiles.tile(14, 8625, 5753)).not.toBeNull();
      expect(
        (await roads.travelTimes.matrix([samplePlaces.vaduz], [samplePlaces.schaan], 'van')).seconds[0],
      ).toBeGreaterThan(0);
      await roads.close();
    },
    timeout,
  );

  it(
    'builds it anew when a process was killed in the middle, and keeps nothing half-built in use',
    async () => {
      const own = await mkdtemp(join(dataDir, 'killed-'));
      const script = `import { createRoads } from ${JSON.stringify(new URL('./roads.ts', import.meta.url).href)};
        await createRoads({ extractPath: process.argv[1], dataDir: process.argv[2], travelTimes: 'straight_line', onProgress: ({ step }) => console.log(step) });`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, sampleExtractPath, own], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const signal = await new Promise<NodeJS.Signals | null>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          if (chunk.toString().includes('building_roads')) child.kill('SIGKILL');
        });
        child.on('exit', (_code, by) => resolve(by));
      });
      expect(signal).toBe('SIGKILL');
      const [home] = await readdir(join(own, 'roads'));
      expect((await readdir(join(own, 'roads', home!))).filter((name) => !name.includes('unfinished'))).toEqual([]);
      const roads = await open({ dataDir: own });
      expect((await roads.geocoder.geocode('Städtle 44, Vaduz')).confidence).toBe('high');
      await roads.close();
    },
    timeout,
  );

  it.each([
    ['missing', null, 'extract_missing'],
    ['empty', '', 'extract_broken'],
    ['a web page', '<html>404</html>', 'extract_broken'],
  ])('refuses an extract that is %s with a code and a remedy', async (_what, content, code) => {
    const extractPath = join(dataDir, 'bad.osm.pbf');
    await rm(extractPath, { force: true });
    if (content !== null) await writeFile(extractPath, content);
    await expect(open({ extractPath })).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w{3}/) });
  });

  it('refuses an extract whose end is missing', async () => {
    const extractPath = join(dataDir, 'cut.osm.pbf');
    await writeFile(extractPath, (await readFile(sampleExtractPath)).subarray(0, 900_000));
    await expect(open({ extractPath })).rejects.toMatchObject({ code: 'extract_broken' });
  });

  it('refuses a data folder that is a file', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(open({ dataDir: file })).rejects.toMatchObject({ code: 'data_folder_unusable' });
  });

  it(
    'answers for tiles and addresses, and short questions to the roads, while a large matrix is computed',
    async () => {
      const roads = await open({ travelTimes: 'extract_search' });
      const places = Array.from({ length: 900 }, (_, at) => ({
        lon: 9.5 + (at % 30) / 500,
        lat: 47.08 + Math.floor(at / 30) / 300,
      }));
      let matrixIsDone = false;
      const matrix = roads.travelTimes.matrix(places, places, 'van').then((answer) => {
        matrixIsDone = true;
        return answer;
      });
      expect((await roads.geocoder.geocode('Städtle 44, Vaduz')).confidence).toBe('high');
      expect((await roads.mapTiles.tile(14, 8625, 5753))?.length).toBeGreaterThan(1000);
      const { vaduz, schaan } = samplePlaces;
      expect((await roads.travelTimes.nearest(vaduz))?.name).toBeTruthy();
      expect((await roads.travelTimes.matrix([vaduz], [schaan], 'van')).seconds[0]).toBeGreaterThan(0);
      expect((await roads.travelTimes.shape([vaduz, schaan], 'van')).legs).toHaveLength(1);
      expect(matrixIsDone).toBe(false);
      expect((await matrix).seconds.length).toBe(810_000);
      await roads.close();
      await expect(roads.travelTimes.nearest(samplePlaces.vaduz)).rejects.toMatchObject({ code: 'closed' });
    },
    timeout,
  );

  it(
    'agrees with Valhalla: nine of ten pairs within a tenth, all of them together within a twentieth',
    async () => {
      const rows = (await readFile(new URL('../../../sample/liechtenstein/addresses.csv', import.meta.url), 'utf8'))
        .trim()
        .split(/\r?\n/)
        .slice(1);
      const places = rows
        .filter((_, at) => at % 8 === 0)
        .map((row) => ({ lon: Number(row.split(',').at(-2)), lat: Number(row.split(',').at(-1)) }));
      const [search, valhalla] = [
        await open({ travelTimes: 'extract_search' }),
        await open({ travelTimes: 'valhalla' }),
      ];
      const [ours, theirs] = [
        await search.travelTimes.matrix(places, places, 'van'),
        await valhalla.travelTimes.matrix(places, places, 'van'),
      ];
      await Promise.all([search.close(), valhalla.close()]);
      const pairs = [...theirs.seconds.keys()].filter((pair) => theirs.seconds[pair]! >= 60);
      expect(pairs.length).toBeGreaterThan(10_000);
      const within = pairs.filter((pair) => Math.abs(ours.seconds[pair]! / theirs.seconds[pair]! - 1) <= 0.1);
      expect(within.length / pairs.length).toBeGreaterThan(0.9);
      const total = ({ seconds }: typeof ours) => pairs.reduce((sum, pair) => sum + seconds[pair]!, 0);
      expect(Math.abs(total(ours) / total(theirs) - 1)).toBeLessThan(0.05);
    },
    timeout,
  );

  it('keeps what it built under the hash of the extract, and nothing of an extract it could not read', async () => {
    expect(await readdir(join(dataDir, 'roads'))).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  });
});

const openRoads = async (travelTimes: 'valhalla' | 'extract_search') => {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-roads-'));
  const roads = await createRoads({ extractPath: sampleExtractPath, dataDir, travelTimes });
  const close = async () => {
    await roads.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { travelTimes: roads.travelTimes, geocoder: roads.geocoder, close };
};

describeTravelTimes('Valhalla in its worker thread', () => openRoads('valhalla'));
describeTravelTimes('our own search in its worker thread', () => openRoads('extract_search'));
describeGeocoder('the places thread', () => openRoads('extract_search'));
