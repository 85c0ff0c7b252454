import type { LonLat } from '@roundsman/units';
import { type Ask, severalAtOnce } from './ask.ts';
import { type Carrier, SERVICE_DATE, samplePlaces } from './make-carrier.ts';

/** Small enough that the limit in seconds is kept, large enough that a request is little of it. */
const BATCH = 100;
const AT_ONCE = 4;

export interface ImportedJob {
  readonly id: string;
  readonly point: LonLat;
}

/**
 * So many visits for each vehicle by POST /jobs/batch, each to a customer of its own, until `limitSeconds` are over. Returns the jobs by branch,
 * and how many of those wanted came in.
 */
export async function importJobs(ask: Ask, carrier: Carrier, stops: number, limitSeconds: number) {
  const wanted = carrier.branches.reduce((sum, { vehicleIds }) => sum + vehicleIds.length * stops, 0);
  const places = await samplePlaces(wanted, 1);
  let number = 0;
  const batches = carrier.branches.flatMap(({ id: branchId, vehicleIds }) => {
    const jobs = Array.from({ length: vehicleIds.length * stops }, () =>
      visit(branchId, ++number, places[number - 1]!),
    );
    return Array.from({ length: Math.ceil(jobs.length / BATCH) }, (_, at) => jobs.slice(at * BATCH, (at + 1) * BATCH));
  });
  const byBranch = new Map(carrier.branches.map(({ id }): [string, ImportedJob[]] => [id, []]));
  const began = performance.now();
  await severalAtOnce(batches, AT_ONCE, began + 1000 * limitSeconds, async (jobs) => {
    const { body } = await ask<{
      refused: number;
      results: { index: number; job: { id: string } | null; problem: object | null }[];
    }>(...(['POST', '/api/jobs/batch', { jobs }] as const));
    if (body.refused > 0) throw new Error(JSON.stringify(body.results.find(({ problem }) => problem)?.problem));
    for (const { index, job } of body.results)
      byBranch.get(jobs[index]!.branchId)!.push({ id: job!.id, point: jobs[index]!.point });
  });
  const seconds = (performance.now() - began) / 1000;
  const imported = [...byBranch.values()].reduce((sum, { length }) => sum + length, 0);
  return { byBranch, wanted, imported, seconds, perSecond: Math.round((imported / seconds) * 10) / 10 };
}

function visit(branchId: string, number: number, point: LonLat) {
  const phone = `+4179${String(1_000_000 + number)}`;
  return {
    ...{ branchId, serviceDate: SERVICE_DATE, point, serviceSeconds: 240, skipStaging: true, allowDuplicate: true },
    referenceId: `CARRIER-${number}`,
    // Two visits of three at any time, else in one of six windows of three hours.
    windows:
      number % 3 > 0
        ? []
        : [{ from: `${String(8 + (number % 6)).padStart(2, '0')}:00`, to: `${11 + (number % 6)}:00` }],
    contact: { name: `Customer ${number}`, phone, email: `customer${number}@example.org`, language: 'en' },
    address: { street: 'Feldstrasse', houseNumber: String(number), postcode: '9490', city: 'Vaduz', country: 'LI' },
    actions: [{ kind: 'delivery', description: 'Parcel', quantity: 1, unitWeightGrams: 4000, unitVolumeLitres: 20 }],
  };
}
