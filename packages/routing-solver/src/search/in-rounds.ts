import { hasTime } from './pace.ts';
import type { Budget } from './search.ts';

/** Shares a budget out over rounds: equal iterations each, or the time that has passed by its end. Stops when the time is up. */
export function inRounds(rounds: number, budget: Budget, round: (share: Budget) => void): void {
  for (let each = 0; each < rounds; each++) {
    if ('iterations' in budget) {
      const share = Math.floor(budget.iterations / rounds);
      round({ ...budget, iterations: each === 0 ? budget.iterations - (rounds - 1) * share : share });
    } else {
      const until = (each + 1) / rounds;
      round({ elapsed: () => budget.elapsed() / until });
    }
    if (!hasTime(budget)) return;
  }
}
