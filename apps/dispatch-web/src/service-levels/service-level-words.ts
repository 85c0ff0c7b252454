import type { ServiceObjective } from '@roundsman/api-contract';

/** From these on an alert is near: a ticket's rate, and a page's. */
const TICKET_RATE = 1;
const PAGE_RATE = 6;

export function burnTone(burnRate: number): 'risk' | 'broken' | undefined {
  if (burnRate >= PAGE_RATE) return 'broken';
  return burnRate >= TICKET_RATE ? 'risk' : undefined;
}

export function windowWords(minutes: number): string {
  if (minutes >= 2_880) return `${minutes / 1_440} days`;
  return minutes >= 60 ? `${minutes / 60} h` : `${minutes} min`;
}

export function promiseWords({ target, withinSeconds, counts }: ServiceObjective): string {
  const share = `${Number((target * 100).toFixed(2))} %`;
  return counts === 'looks' ? `${share} of looks well` : `${share} within ${withinSeconds} s`;
}

export function budgetWords(left: number): string {
  return left <= 0 ? 'spent' : `${Math.floor(left * 100)} %`;
}

export function summaryWords(objectives: readonly ServiceObjective[]): string {
  const burning = objectives.filter(({ alert }) => alert !== null);
  const spent = objectives.filter(({ budgetLeftShare }) => budgetLeftShare <= 0);
  if (burning.length > 0) return `${burning.map(({ label }) => label).join(', ')}: the error budget is spent too fast`;
  if (spent.length > 0) return `${spent.map(({ label }) => label).join(', ')}: the month’s error budget is spent`;
  return 'Every part keeps what it promises';
}
