import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createRoads } from '@roundsman/road-network';
import { readAddresses } from '../roads/places.ts';
import { drawDay, type RoadInstance, writeExplicit } from './explicit-text.ts';

const USAGE = `npm run bench:road-instances -- [--into DIR] [--sizes 200,400,670]
  Instances of the sample's real addresses with the driving seconds of its roads between them, which differ by direction: of each size one
  without windows (road-c…) and one with (road-t…), as VRPLIB text with a full matrix, gzipped. The same code, extract and size make the same file.
  DIR (default bench/road-instances) keeps its bks.json; what it says of an instance holds only as long as the roads answer the same.`;

const { values } = parseArgs({
  options: {
    into: { type: 'string', default: 'bench/road-instances' },
    sizes: { type: 'string', default: '200,400,670' },
    help: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const sample = new URL('../../sample/liechtenstein/', import.meta.url);
const addresses = readAddresses(await readFile(new URL('addresses.csv', sample), 'utf8'));
if (values.help || !sizes.every((size) => Number.isInteger(size) && size >= 2 && size < addresses.length)) {
  console.error(`${USAGE}\n  A size is 2 to ${addresses.length - 1} stops.`);
  process.exit(values.help ? 0 : 2);
}

await mkdir(values.into, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-bench-instances-'));
const roads = await createRoads({ extractPath: fileURLToPath(new URL('liechtenstein.osm.pbf', sample)), dataDir });
try {
  const reached = await reachable();
  for (const stops of sizes) {
    for (const windows of [false, true]) {
      const day = drawDay(reached, { stops, windows, seed: stops + (windows ? 1 : 0) });
      const { seconds } = await roads.travelTimes.matrix(day.places, day.places, 'van');
      await write({ ...day, seconds });
    }
  }
} finally {
  await roads.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** From the first address and back: the format has no word for where no way leads. */
async function reachable() {
  const start = addresses.slice(0, 1);
  const there = await roads.travelTimes.matrix(start, addresses, 'van');
  const back = await roads.travelTimes.matrix(addresses, start, 'van');
  return addresses.filter((_, at) => there.seconds[at]! >= 0 && back.seconds[at]! >= 0);
}

async function write(instance: RoadInstance): Promise<void> {
  const text = gzipSync(writeExplicit(instance), { level: 9 });
  await writeFile(join(values.into, `${instance.name}.vrp.gz`), text);
  console.log(`${instance.name}: ${Math.round(text.length / 1000)} kB, ${describeDirections(instance)}`);
}

/** How far the matrix is from one that does not know directions. */
function describeDirections({ seconds, places }: RoadInstance): string {
  const size = places.length;
  let [pairs, differing, sum] = [0, 0, 0];
  for (let from = 0; from < size; from++) {
    for (let to = from + 1; to < size; to++) {
      const [there, back] = [seconds[from * size + to]!, seconds[to * size + from]!];
      pairs++;
      if (there !== back) differing++;
      sum += Math.abs(there - back) / Math.max(1, Math.min(there, back));
    }
  }
  return `there and back differ in ${((100 * differing) / pairs).toFixed(0)} % of its pairs, by ${((100 * sum) / pairs).toFixed(1)} % on average`;
}
