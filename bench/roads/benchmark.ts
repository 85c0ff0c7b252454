/**
 * `npm run bench:roads -- [--sizes 100,400,1000] [--json FILE]`: travel times by size and engine, how our own search agrees with
 * Valhalla, neighbourhoods of ten thousand places, and how right the geocoder is, on the sample extract. Prints the tables of docs/roads.md.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  createRoads,
  RoadError,
  type Roads,
  roadProfiles,
  type TravelMatrix,
  type TravelTimesName,
} from '@roundsman/road-network';
import { agreementOf } from './agreement.ts';
import { geocodeMisspelt } from './geocode-misspelt.ts';
import { heldOut, readAddresses, spreadPlaces } from './places.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '100,400,1000' }, json: { type: 'string' } },
});
const sizes = values.sizes.split(',').map(Number);
const sample = new URL('../../sample/liechtenstein/', import.meta.url);
const extractPath = fileURLToPath(new URL('liechtenstein.osm.pbf', sample));
const addresses = readAddresses(await readFile(new URL('addresses.csv', sample), 'utf8'));
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  load: loadavg()[0]!,
};

const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-bench-roads-'));
try {
  const engines: EngineResult[] = [];
  const compared = new Map<TravelTimesName, Map<string, TravelMatrix>>();
  let places = null;
  for (const name of ['extract_search', 'valhalla'] as const) {
    const roads = await openOrSay(name);
    if (!roads) continue;
    engines.push(await measureEngine(name, roads));
    compared.set(name, await comparedMatrices(roads));
    if (name === 'extract_search')
      places = {
        neighbourhoods: await measureNeighbourhoods(roads),
        geocoder: await geocodeMisspelt(roads, addresses),
      };
    await roads.close();
  }
  const [own, valhalla] = [compared.get('extract_search')!, compared.get('valhalla')];
  const agreement = valhalla
    ? roadProfiles.map((profile) => ({ profile, ...agreementOf(own.get(profile)!, valhalla.get(profile)!) }))
    : [];
  const result = { machine: { ...machine, loadAtEnd: loadavg()[0]! }, engines, agreement, ...places };
  print(result);
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

interface EngineResult {
  readonly engine: TravelTimesName;
  readonly startSeconds: number;
  readonly matrices: readonly {
    size: number;
    wallSeconds: number;
    cpuSeconds: number;
    rssMegabytes: number;
    withoutWay: number;
  }[];
}

async function openOrSay(travelTimes: TravelTimesName): Promise<Roads | null> {
  try {
    return await createRoads({ extractPath, dataDir, travelTimes });
  } catch (fault) {
    if (!(fault instanceof RoadError) || fault.code !== 'provider_unavailable') throw fault;
    console.log(`${travelTimes} is left out: ${fault.message}`);
    return null;
  }
}

/** The first question builds the profile's hierarchy; it belongs to the start. */
async function measureEngine(engine: TravelTimesName, roads: Roads): Promise<EngineResult> {
  const opening = await timed(() => roads.travelTimes.matrix(addresses.slice(0, 1), addresses.slice(1, 2), 'van'));
  const matrices = [];
  for (const size of sizes) {
    // Places of their own for each size: nothing comes from the cache.
    const places = spreadPlaces(addresses, size, size);
    const { value, wallSeconds, cpuSeconds } = await timed(() => roads.travelTimes.matrix(places, places, 'van'));
    const withoutWay = value.seconds.reduce((count, seconds) => count + (seconds < 0 ? 1 : 0), 0);
    matrices.push({
      size,
      wallSeconds,
      cpuSeconds,
      rssMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
      withoutWay,
    });
  }
  return { engine, startSeconds: opening.wallSeconds, matrices };
}

async function comparedMatrices(roads: Roads): Promise<Map<string, TravelMatrix>> {
  const places = heldOut(addresses);
  const matrices = new Map<string, TravelMatrix>();
  for (const profile of roadProfiles) matrices.set(profile, await roads.travelTimes.matrix(places, places, profile));
  return matrices;
}

async function measureNeighbourhoods(roads: Roads) {
  const [size, count] = [10_000, 60];
  const places = spreadPlaces(addresses, size, 7);
  const { value, wallSeconds, cpuSeconds } = await timed(() => roads.search.neighbours(places, 'van', count));
  const bytes = value.place.byteLength + value.seconds.byteLength + value.meters.byteLength;
  return {
    places: size,
    count,
    wallSeconds,
    cpuSeconds,
    megabytes: Math.round(bytes / 2 ** 20),
    rssMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}

async function timed<Value>(work: () => Promise<Value>) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, wallSeconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function print({
  machine: on,
  engines,
  agreement,
  ...rest
}: {
  machine: typeof machine & { loadAtEnd: number };
  engines: EngineResult[];
  agreement: ({ profile: string } & ReturnType<typeof agreementOf>)[];
} & Record<string, unknown>): void {
  console.log(
    `${on.cpu}, ${on.cores} cores, Node ${on.node}, load ${on.load.toFixed(1)} → ${on.loadAtEnd.toFixed(1)}\n`,
  );
  for (const { engine, startSeconds, matrices } of engines) {
    console.log(`${engine}: first question after ${startSeconds.toFixed(1)} s`);
    console.table(
      matrices.map((row) => ({
        ...row,
        wallSeconds: row.wallSeconds.toFixed(2),
        cpuSeconds: row.cpuSeconds.toFixed(2),
      })),
    );
  }
  console.log(
    'our own search against Valhalla, pairs of a minute or more, places that were not looked at while it was tuned',
  );
  console.table(agreement);
  console.log(rest);
}
