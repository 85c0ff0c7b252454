/**
 * Writes the sample day: `npm run sample [-- --date 2026-11-23] [--seed 7] [--out FOLDER]`.
 * Without a date the rows name none, and the day is chosen at import.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRoads } from '@roundsman/road-network';
import { makeSample } from './generate/make-sample.ts';

const { values } = parseArgs({
  options: { date: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
});
if (values.date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.date))
  throw new Error(`--date ${values.date} is not YYYY-MM-DD`);
if (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed))
  throw new Error(`--seed ${values.seed} is not a whole number`);

const out = values.out ?? fileURLToPath(new URL('.', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-sample-'));
const extractPath = fileURLToPath(new URL('liechtenstein/liechtenstein.osm.pbf', import.meta.url));
const roads = await createRoads({ extractPath, dataDir, travelTimes: 'straight_line' });
try {
  const options = {
    ...(values.seed ? { seed: Number(values.seed) } : {}),
    ...(values.date ? { serviceDate: values.date } : {}),
  };
  const sample = await makeSample(roads.geocoder, options);
  for (const [name, content] of Object.entries(sample.files)) await writeFile(join(out, name), content);
  const { vehicles, operators } = sample.organisation;
  console.log(
    `${sample.morning.length} rows, ${sample.wrong.length} of them wrong on purpose; ${vehicles.length} vehicles, ${operators.length} operators → ${out}`,
  );
} finally {
  await roads.close();
  await rm(dataDir, { recursive: true, force: true });
}
