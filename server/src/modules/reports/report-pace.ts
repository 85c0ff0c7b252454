import type { PaceReport } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { type LearnedPace, PACE_DAYS, placesOfAreas, readPace } from '../tracking/index.ts';

/** Those that most is known of; a country is not read square by square. */
const MOST_AREAS = 20;

/** The pace that arrivals are expected by, as it is learned from the crews' own records. */
export async function reportPace(work: ReadWork): Promise<PaceReport> {
  const { timeZone } = await getOrganisation(work);
  const { service, drive } = await readPace(work, timeZone);
  const known = [...drive.byArea].sort((a, b) => b[1].samples - a[1].samples).slice(0, MOST_AREAS);
  const places = await placesOfAreas(work);
  const areas = known.map(([key, { factor, samples }]) => ({ key, place: places.get(key) ?? null, factor, samples }));
  return { days: PACE_DAYS, service: present(service), drive: { ...present(drive), areas } };
}

function present({ overall, byKey, error }: LearnedPace): PaceReport['service'] {
  const rows = [...byKey].map(([key, { factor, samples }]) => ({ key, factor, samples }));
  return {
    overall: { factor: overall.factor, samples: overall.samples },
    rows: rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    error,
  };
}
