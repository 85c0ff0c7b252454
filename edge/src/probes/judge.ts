/** From single observations to a state that people can rely on: quick to worsen, slow to recover, deaf to a single hiccup. */

/** What one look saw, and what a component is: 0 operational, 1 degraded, 2 partial outage, 3 major outage. */
export type Severity = 0 | 1 | 2 | 3;

/** Looks that the judgement remembers: a minute at the usual five seconds. */
export const rememberedLooks = 12;
/** So many bad looks in a row raise the level at once. */
const raiseAfter = 3;
/** So many better looks in a row lower it. */
const lowerAfter = 6;
/** Failures scattered over the remembered looks: a gray failure never fails three times in a row. */
const degradedFromFailures = 2;
const partialFromFailures = 6;

/**
 * The level after a look. `recent` is the last looks, oldest first, the newest included; `level` is null before the
 * first judgement (then one good look says operational, bad ones stay null until there are enough).
 */
export function judge(level: Severity | null, recent: readonly Severity[]): Severity | null {
  const looks = recent.slice(-rememberedLooks);
  const newest = looks.at(-1);
  if (newest === undefined) return level;
  const raised = raisedLevel(looks);
  if (level === null) return newest === 0 || looks.length >= raiseAfter ? raised : null;
  if (raised > level) return raised;
  const last = looks.slice(-lowerAfter);
  const recovered = last.length === lowerAfter && last.every((look) => look < level);
  return recovered ? max([raised, ...last]) : level;
}

function raisedLevel(looks: readonly Severity[]): Severity {
  const last = looks.slice(-raiseAfter);
  const inARow = last.length === raiseAfter ? min(last) : 0;
  const failures = looks.filter((look) => look === 3).length;
  const scattered = failures >= partialFromFailures ? 2 : failures >= degradedFromFailures ? 1 : 0;
  return max([inARow, scattered]);
}

const max = (all: readonly Severity[]) => Math.max(...all) as Severity;
const min = (all: readonly Severity[]) => Math.min(...all) as Severity;
