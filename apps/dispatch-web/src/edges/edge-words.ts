import type { FleetEdge, FleetReach, ProbeAccountView, SteeringChange, SteeringWay } from '@roundsman/api-contract';

/** What is the matter with an edge, in a few words. */
export function edgeState({ weight, isHeld, handDrain, evidence }: FleetEdge): {
  words: string;
  tone: 'well' | 'suspect' | 'out';
} {
  if (handDrain?.kind === 'practice') return { words: 'Out: practice run', tone: 'out' };
  if (weight === 0 && isHeld) return { words: 'Out: taken out by hand', tone: 'out' };
  if (weight === 0) return { words: 'Out: taken out by the monitor', tone: 'out' };
  if (weight < 100) return { words: 'Coming back', tone: 'suspect' };
  if (evidence.isIll) return { words: 'Ill', tone: 'suspect' };
  if (isSuspect(evidence)) return { words: 'Suspect', tone: 'suspect' };
  return { words: 'Well', tone: 'well' };
}

const isSuspect = ({ score, threshold }: FleetEdge['evidence']) => score >= threshold / 2;

/** Why an edge that loses much is not taken out: one network's word never suffices, it may be that network's own line. */
export function isOneNetworksWord({ weight, evidence }: FleetEdge): boolean {
  return (
    weight === 100 &&
    !evidence.isIll &&
    isSuspect(evidence) &&
    evidence.networks.filter(({ score }) => score > 0).length === 1
  );
}

/** Trouble that anybody could report and that no probe sees: said, and not acted upon. */
export function isClientsWordAlone({ weight, evidence }: FleetEdge): boolean {
  const said = evidence.networks.reduce((sum, { score }) => sum + score, 0);
  return weight === 100 && !isSuspect(evidence) && said >= evidence.threshold / 2;
}

/** What is to be said of those who look at the edges; null when all is as it should be. `since` is a time of day. */
export function reachWords(
  { state, places, networks, networksWithout }: FleetReach,
  edges: number,
  since: string | null,
): { words: string; isOutage: boolean } | null {
  if (state === 'unreached')
    return {
      words: `Nobody who looks gets an answer over any edge, since ${since}: ${placeWords(places.length)}.`,
      isOutage: true,
    };
  if (state === 'clients_fail')
    return {
      words: `Clients get no answer over any edge, since ${since} (${networksWithout} of ${networks} networks), though the probes do.`,
      isOutage: true,
    };
  if (state === 'place_cut_off')
    return {
      words: `The only place that looks gets no answer since ${since}, and clients do: its own line is cut, and nothing is known of the edges.`,
      isOutage: false,
    };
  if (places.length === 0) return { words: 'Nobody looks at the edges at the moment.', isOutage: false };
  if (places.length === 1 && edges > 1)
    return {
      words:
        'Only one place looks at the edges. Its word alone never takes one out: name more local addresses in PROBE_FROM, or run a second edge program elsewhere.',
      isOutage: false,
    };
  return null;
}

/** What is the matter with the account that probes sign in with; null when nothing is. */
export function accountWords({ state, why }: ProbeAccountView, since: string | null): string | null {
  if (state === 'none')
    return 'Probes look at the edges without signing in: name an account that may only read in PROBE_ACCOUNT.';
  if (state !== 'refused') return null;
  return `The probes’ account is not let in since ${since} (${why}). Nothing is concluded from that, and edges are looked at without it: set it right, or PROBE_ACCOUNT.`;
}

const placeWords = (places: number) => (places === 1 ? 'one place looks' : `${places} places look`);

/** One sentence for the top: what is wrong with the edges, and what carries the traffic right now. */
export function fleetSentence(edges: readonly FleetEdge[]): string {
  const out = edges.filter(({ weight }) => weight === 0);
  const ill = edges.filter(({ weight, evidence }) => weight > 0 && evidence.isIll);
  const [first] = edges;
  const suspect = edges.filter(({ weight, evidence }) => weight > 0 && !evidence.isIll && isSuspect(evidence));
  const trouble = [...areWords(ill, 'ill'), ...areWords(suspect, 'suspect'), ...areWords(out, 'out')];
  const told = trouble.length === 0 ? '' : `${trouble.join(', ')}: `;
  if (edges.length === 1 && first) return `${told}${first.name} carries all of the traffic`;
  if (out.length > 0) return `${told}${edges.length - out.length} of ${edges.length} carry the traffic`;
  const all = `${edges.length === 2 ? 'both' : `all ${edges.length}`} edges carry traffic`;
  return told === '' ? `${all[0]!.toUpperCase()}${all.slice(1)}` : told + all;
}

const areWords = (edges: readonly FleetEdge[], what: string) =>
  edges.length === 0
    ? []
    : [`${edges.map(({ name }) => name).join(' and ')} ${edges.length === 1 ? 'is' : 'are'} ${what}`];

export function changeWords({ kind, weight }: SteeringChange): string {
  if (kind === 'drain') return 'taken out';
  if (kind === 'page') return 'left to a person';
  return weight === 100 ? 'back with its whole share' : `back with ${weight} %`;
}

/** What the ways of steering answered to a change; the signed list is always one of them. */
export function answerWords({ kind, isDryRun, results }: SteeringChange): string {
  if (kind === 'page' || isDryRun) return 'nobody was told';
  const answers = results.map(({ port, milliseconds, fault }) => `${port}: ${fault ?? `${milliseconds} ms`}`);
  return ['list of edges', ...answers].join(' · ');
}

/** Whether a way of steering holds what it should, in a few words. */
export function wayState({ state, fault }: SteeringWay): { words: string; tone: 'well' | 'suspect' | 'out' } {
  if (state === 'confirmed') return { words: 'As planned', tone: 'well' };
  if (state === 'resting') return { words: 'Left alone', tone: 'well' };
  return fault === null
    ? { words: 'Being told', tone: 'suspect' }
    : { words: 'Not as planned, trying again', tone: 'out' };
}

export function waySentence(ways: readonly SteeringWay[]): string {
  const failing = ways.filter(({ state, fault }) => state === 'trying' && fault !== null);
  if (failing.length === 0) return 'Ways of steering';
  return `${failing.map(({ name }) => name).join(' and ')} ${failing.length === 1 ? 'does' : 'do'} not do as told`;
}

/** "4 of 120": how much of what was seen in the last minute was late or lost. Counts fade, so they are rounded. */
export function seenWords(networks: FleetEdge['evidence']['networks']): string {
  const bad = networks.reduce((sum, one) => sum + one.bad, 0);
  const all = networks.reduce((sum, one) => sum + one.good + one.bad, 0);
  return all < 0.5 ? 'nothing yet' : `${Math.round(bad)} of ${Math.round(all)}`;
}
