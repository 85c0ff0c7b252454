import type { PaceReport } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { type LearnedPace, PACE_DAYS, readPace } from '../tracking/index.ts';

/** The pace that arrivals are expected by, as it is learned from the crews' own records. */
export async function reportPace(work: ReadWork): Promise<PaceReport> {
  const { timeZone } = await getOrganisation(work);
  const { service, drive } = await readPace(work, timeZone);
  return { days: PACE_DAYS, service: present(service), drive: present(drive) };
}

function present({ overall, byKey, error }: LearnedPace): PaceReport['service'] {
  const rows = [...byKey].map(([key, { factor, samples }]) => ({ key, factor, samples }));
  return {
    overall: { factor: overall.factor, samples: overall.samples },
    rows: rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    error,
  };
}
