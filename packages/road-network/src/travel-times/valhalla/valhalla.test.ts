import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeTravelTimes } from '../travel-times.conformance.ts';
import { openValhalla } from './index.ts';

const extractPath = fileURLToPath(
  new URL('../../../../../sample/liechtenstein/liechtenstein.osm.pbf', import.meta.url),
);

describeTravelTimes('Valhalla', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roundsman-valhalla-'));
  return {
    travelTimes: await openValhalla(extractPath, join(folder, 'valhalla')),
    close: () => rm(folder, { recursive: true }),
  };
});
