import type { Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

/** Larger groups would be pairs by the thousand. */
const MOST_TOGETHER = 50;

/** Who rides with whom, and what changes cost. */
export function validateCompany(problem: Problem, list: FaultList): void {
  const jobs = new Set(problem.jobs.map(({ id }) => id));
  for (const name of ['together', 'apart'] as const) {
    for (const [index, { jobIds, price }] of (problem[name] ?? []).entries()) {
      const field = `${name}[${index}]`;
      list.optionalFinite(`${field}.price`, price);
      if (jobIds.length > MOST_TOGETHER) {
        list.add(`${field}.jobIds`, 'out_of_range', `${field} names ${jobIds.length} jobs; at most ${MOST_TOGETHER}.`);
        continue;
      }
      for (const [at, id] of jobIds.entries()) {
        if (!jobs.has(id)) list.add(`${field}.jobIds[${at}]`, 'unknown_reference', `There is no job ${id}.`);
        else if (jobIds.indexOf(id) < at) list.add(`${field}.jobIds[${at}]`, 'duplicate', `Job ${id} is named twice.`);
      }
    }
  }
  for (const name of ['vehicle', 'order', 'window'] as const)
    list.optionalFinite(`changePrices.${name}`, problem.changePrices?.[name]);
}
