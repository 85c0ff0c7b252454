import type { Random } from './random.ts';

/** Few enough that each is met often, enough that they differ. */
const MOST_ELITES = 8;
/** Solutions that cost the same are taken for one. */
const SAME_OBJECTIVE = 1e-6;

/** Good solutions that differ, in the form of `currentNodes`. */
export function createElites(random: Random) {
  const members: { readonly objective: number; readonly nodes: readonly number[] }[] = [];

  /** Takes in what is new; of too many the worst goes. */
  function add(objective: number, nodes: readonly number[]): void {
    if (members.some((each) => Math.abs(each.objective - objective) < SAME_OBJECTIVE)) return;
    members.push({ objective, nodes });
    members.sort((a, b) => a.objective - b.objective);
    if (members.length > MOST_ELITES) members.pop();
  }

  /** ∞ while there is none. */
  function bestObjective(): number {
    return members[0]?.objective ?? Number.POSITIVE_INFINITY;
  }

  function forget(): void {
    members.length = 0;
  }

  /** Two different ones, null while there is only one. */
  function drawPair(): readonly [readonly number[], readonly number[]] | null {
    if (members.length < 2) return null;
    const first = random.below(members.length);
    const second = (first + 1 + random.below(members.length - 1)) % members.length;
    return [members[first]!.nodes, members[second]!.nodes];
  }

  return { add, drawPair, bestObjective, forget };
}
