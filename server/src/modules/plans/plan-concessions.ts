import type { PlanConcession } from '@roundsman/api-contract';
import type { Concession } from '@roundsman/routing-solver';
import type { DaySnapshot } from './day-snapshot.ts';

/** What was told otherwise is said with the changes of the day. */
const isWish = ({ kind }: Concession) => !kind.endsWith('_told');

/** Wishes that a plan does not keep, in words that a dispatcher knows, the dearest first. */
export function viewConcessions(day: DaySnapshot, concessions: readonly Concession[]): PlanConcession[] {
  const codes = new Map(day.jobs.map(({ id, code }) => [id, code]));
  const names = new Map(day.vehicles.map(({ id, name }) => [id, name]));
  const wordsOf = ({ kind, jobId, otherJobId, vehicleId }: Concession): string => {
    const job = codes.get(jobId) ?? jobId;
    const vehicle = names.get(vehicleId) ?? vehicleId;
    switch (kind) {
      case 'area':
        return `${vehicle} leaves its territory for ${job}.`;
      case 'together':
        return `${job} and ${codes.get(otherJobId!) ?? otherJobId} ride on two vehicles.`;
      case 'apart':
        return `${job} and ${codes.get(otherJobId!) ?? otherJobId} ride on one vehicle.`;
      case 'dock':
        return `${vehicle} loads for ${job} when no dock is free, or the place is shut.`;
      case 'max_jobs':
        return `${vehicle} has more jobs than it should.`;
      case 'max_driving':
        return `${vehicle} drives longer than it should.`;
      default:
        return `${vehicle} serves ${job} against a wish.`;
    }
  };
  return concessions
    .filter(isWish)
    .toSorted((a, b) => b.price - a.price)
    .map((concession) => ({
      kind: concession.kind,
      words: wordsOf(concession),
      price: { amountMinor: Math.round(concession.price), currency: day.currency },
      vehicleId: concession.vehicleId,
      jobId: concession.jobId,
    }));
}
