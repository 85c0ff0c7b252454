import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { describeReach } from '../reach.conformance.ts';
import { describeTravelTimes } from '../travel-times.conformance.ts';
import { openValhalla } from './index.ts';

const extractPath = fileURLToPath(
  new URL('../../../../../sample/liechtenstein/liechtenstein.osm.pbf', import.meta.url),
);

const folder = await mkdtemp(join(tmpdir(), 'roundsman-valhalla-'));
const opening = openValhalla(extractPath, join(folder, 'valhalla'));
afterAll(() => rm(folder, { recursive: true }));

describeTravelTimes('Valhalla', async () => ({ travelTimes: await opening }));
describeReach('Valhalla', () => opening);
