/** Good and bad requests (or looks) within one window that ends now. */
export interface Counted {
  readonly good: number;
  readonly bad: number;
}

export type Severity = 'page' | 'ticket';

export interface BurnRule {
  readonly severity: Severity;
  readonly longMinutes: number;
  readonly shortMinutes: number;
  readonly burnRate: number;
}

/**
 * Multi-window, multi-burn-rate alerts ("The Site Reliability Workbook", chapter 5): the long window says that it matters, the short one
 * that it still goes on. Of a month's budget 2 % within an hour or 5 % within six calls a person; 10 % within three days can wait for the desk.
 */
export const burnRules: readonly BurnRule[] = [
  { severity: 'page', longMinutes: 60, shortMinutes: 5, burnRate: 14.4 },
  { severity: 'page', longMinutes: 360, shortMinutes: 30, burnRate: 6 },
  { severity: 'ticket', longMinutes: 4_320, shortMinutes: 360, burnRate: 1 },
];

export const windowMinutes = [...new Set(burnRules.flatMap((rule) => [rule.longMinutes, rule.shortMinutes]))];

/** One failed request of a quiet night is no incident. */
const LEAST_BAD = 5;

/** How many times as fast as it may the budget is spent; 0 without traffic. */
export function burnRateOf({ good, bad }: Counted, target: number): number {
  return good + bad === 0 ? 0 : bad / (good + bad) / (1 - target);
}

/** The rule that says so, the most urgent first; null when all is well. `within` is what was counted within so many minutes. */
export function burningRule(
  severity: Severity,
  target: number,
  within: (minutes: number) => Counted,
): { rule: BurnRule; burnRate: number } | null {
  for (const rule of burnRules) {
    const long = within(rule.longMinutes);
    const burnRate = burnRateOf(long, target);
    if (rule.severity !== severity || long.bad < LEAST_BAD || burnRate < rule.burnRate) continue;
    if (burnRateOf(within(rule.shortMinutes), target) >= rule.burnRate) return { rule, burnRate };
  }
  return null;
}
