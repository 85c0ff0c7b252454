/** Figures of this package on the sample extract: `node packages/road-network/measure.ts`. Wall clock, one run each: read ratios. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LonLat } from '@roundsman/units';
import { createRoads, type Roads, roadProfiles, type TravelMatrix } from './src/index.ts';

const sample = new URL('../../sample/liechtenstein/', import.meta.url);
const extractPath = fileURLToPath(new URL('liechtenstein.osm.pbf', sample));
const addresses = (await readFile(new URL('addresses.csv', sample), 'utf8'))
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line): LonLat => {
    const fields = line.split(',');
    return { lon: Number(fields.at(-2)), lat: Number(fields.at(-1)) };
  });
const spread = (count: number) =>
  Array.from({ length: count }, (_, at) => addresses[Math.floor((at * addresses.length) / count)]!);

const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-measure-'));
try {
  const answers = new Map<string, Map<string, TravelMatrix>>();
  for (const travelTimes of ['valhalla', 'extract_search'] as const) {
    const first = await timed(() => createRoads({ extractPath, dataDir, travelTimes }));
    await first.value.close();
    const second = await timed(() => createRoads({ extractPath, dataDir, travelTimes }));
    const roads = second.value;
    console.log(
      `\n${roads.provider.label}\n  first start ${first.milliseconds} ms, second start ${second.milliseconds} ms`,
    );
    answers.set(travelTimes, await measureMatrices(roads));
    if (travelTimes === 'valhalla') await measurePlaces(roads);
    await roads.close();
  }
  for (const profile of roadProfiles) {
    compare(profile, answers.get('extract_search')!.get(profile)!, answers.get('valhalla')!.get(profile)!);
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function measureMatrices(roads: Roads): Promise<Map<string, TravelMatrix>> {
  const matrices = new Map<string, TravelMatrix>();
  await roads.travelTimes.matrix(addresses.slice(0, 1), addresses.slice(1, 2), 'van');
  for (const profile of roadProfiles) {
    const opening = await timed(() => roads.travelTimes.matrix(addresses.slice(0, 1), addresses.slice(1, 2), profile));
    const places = spread(250);
    const asked = await timed(() => roads.travelTimes.matrix(places, places, profile));
    const again = await timed(() => roads.travelTimes.matrix(places, places, profile));
    matrices.set(profile, asked.value);
    console.log(
      `  ${profile}: opened in ${opening.milliseconds} ms, 250 × 250 in ${asked.milliseconds} ms, from the cache ${again.milliseconds} ms`,
    );
  }
  const all = await timed(() => roads.travelTimes.matrix(addresses, addresses, 'van'));
  console.log(`  van: ${addresses.length} × ${addresses.length} in ${all.milliseconds} ms`);
  const way = await timed(() => roads.travelTimes.shape(spread(25), 'van'));
  console.log(`  a way through 25 places in ${way.milliseconds} ms`);
  return matrices;
}

async function measurePlaces(roads: Roads): Promise<void> {
  const queries = Array.from({ length: 1000 }, (_, at) => ({
    street: 'Landstrase',
    houseNumber: String(at % 90),
    city: 'Schaan',
  }));
  const geocoded = await timed(() => roads.geocoder.geocodeMany(queries));
  const tile = await timed(() => roads.mapTiles.tile(14, 8625, 5753));
  const again = await timed(() => roads.mapTiles.tile(14, 8625, 5753));
  console.log(
    `  1,000 addresses geocoded in ${geocoded.milliseconds} ms; a tile cut in ${tile.milliseconds} ms, from the cache ${again.milliseconds} ms`,
  );
}

/** Pairs of more than a minute: shorter ones differ by where a place was snapped. */
function compare(profile: string, search: TravelMatrix, valhalla: TravelMatrix): void {
  const ratios: number[] = [];
  let [searchSum, valhallaSum] = [0, 0];
  valhalla.seconds.forEach((seconds, pair) => {
    if (seconds < 60 || search.seconds[pair]! < 0) return;
    ratios.push(search.seconds[pair]! / seconds);
    searchSum += search.seconds[pair]!;
    valhallaSum += seconds;
  });
  ratios.sort((a, b) => a - b);
  const within = ratios.filter((ratio) => Math.abs(ratio - 1) <= 0.1).length / ratios.length;
  const median = ratios[ratios.length >> 1]!;
  console.log(
    `${profile}: own search ÷ Valhalla: all ${(searchSum / valhallaSum).toFixed(3)}, median ${median.toFixed(3)}, ` +
      `${(within * 100).toFixed(1)} % of ${ratios.length} pairs within ±10 %`,
  );
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; milliseconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, milliseconds: Math.round(performance.now() - start) };
}
