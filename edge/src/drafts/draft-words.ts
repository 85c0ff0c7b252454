import type { Affected, TrafficView } from '@roundsman/api-contract';
import type { Evidence } from '../fleet/index.ts';
import { countedAs } from '../traffic/index.ts';
import type { HardToReach } from './platform-trouble.ts';
import type { DownComponent } from './watch-components.ts';

/** What a draft says, in words for everybody. Pure. Nothing stands in it that was not done or seen. */
export interface DraftWords {
  readonly title: string;
  readonly message: string;
  readonly affected: readonly Affected[];
  /** For the desk. */
  readonly evidenceWords: string;
}

type NameOf = (componentId: string) => string;

export function edgeWords(
  edge: string,
  evidence: Evidence,
  carried: readonly string[],
  isDry: boolean,
  nameOf: NameOf,
): DraftWords {
  const networks = evidence.networks.filter(({ score }) => score > 0).length;
  const name = nameOf(edge);
  const seen = `Some requests over ${name} are answered late or not at all (seen from ${many(networks, 'network')}).`;
  return {
    title: `${name} is slow or out of reach`,
    message: isDry
      ? `${seen} Who is on that way may have to wait or to repeat something. We are looking into it.`
      : `${seen} We are moving its traffic to the other edges; until that is done some of you may have to wait.`,
    affected: [
      { componentId: edge, impact: 'partial_outage' },
      ...carried.map((componentId): Affected => ({ componentId, impact: 'degraded' })),
    ],
    evidenceWords: `${isDry ? 'Dry run, nothing was done. ' : ''}${beatenWords(evidence)}`,
  };
}

/** Edges that nobody can step in for, parts that do not work, or both. */
export function platformWords(
  edges: (Pick<HardToReach, 'why' | 'evidence' | 'isAway'> & { readonly ids: readonly string[] }) | null,
  down: readonly DownComponent[],
  carried: readonly string[],
  nameOf: NameOf,
): DraftWords {
  const affected = new Map<string, Affected['impact']>();
  if (edges)
    for (const id of [...edges.ids, ...carried]) affected.set(id, edges.isAway ? 'major_outage' : 'partial_outage');
  for (const { id, level } of down) affected.set(id, level === 3 ? 'major_outage' : 'partial_outage');
  const names = (level: number) => down.filter((one) => one.level === level).map(({ id }) => nameOf(id));
  const [dead, partly] = [names(3), names(2)];
  const isAway =
    edges?.isAway === true ||
    (carried.length > 0 && carried.every((id) => down.some((one) => one.id === id && one.level === 3)));
  const sentences = [
    ...(isAway
      ? ['Nothing of ours can be reached at present.']
      : [
          ...(edges
            ? ['Several edges answer late or not at all. Requests may take longer or have to be repeated.']
            : []),
          ...(dead.length > 0 ? [`${listed(dead)} ${dead.length === 1 ? 'does' : 'do'} not work.`] : []),
          ...(partly.length > 0 ? [`${listed(partly)} ${partly.length === 1 ? 'works' : 'work'} only in part.`] : []),
        ]),
    'We are looking for the cause.',
  ];
  const [first] = [...dead, ...partly];
  const rest = dead.length + partly.length - 1;
  const title = isAway
    ? 'The platform is out of reach'
    : edges
      ? 'The platform is hard to reach'
      : `${first}${rest > 0 ? ` and ${many(rest, 'other part')}` : ''} ${dead.length > 0 ? (rest > 0 ? 'do not work' : 'does not work') : rest > 0 ? 'work only in part' : 'works only in part'}`;
  const evidenceWords = [
    ...(edges
      ? [
          `The monitor cannot help: ${edges.why}.${edges.evidence.threshold > 0 ? ` ${beatenWords(edges.evidence)}` : ''}`,
        ]
      : []),
    ...downLines(down, nameOf),
  ].join(' ');
  const byName = [...affected].map(([componentId, impact]) => ({ componentId, impact }));
  return { title, message: sentences.join(' '), affected: byName, evidenceWords };
}

/** What the probes find out of order, alike in one line: ten parts that fail for one reason are one sentence. */
export function downLines(down: readonly DownComponent[], nameOf: NameOf): string[] {
  return [...Map.groupBy(down, ({ level, sinceMs, detail }) => JSON.stringify([level, sinceMs, detail])).values()].map(
    (alike) => {
      const { level, sinceMs, detail } = alike[0]!;
      const isOne = alike.length === 1;
      const what = level === 3 ? (isOne ? 'does not work' : 'do not work') : `${isOne ? 'works' : 'work'} only in part`;
      const since = `${new Date(sinceMs).toISOString().slice(11, 19)} UTC`;
      return `${listed(alike.map(({ id }) => nameOf(id)))} ${what} since ${since}${detail ? ` (${detail})` : ''}.`;
    },
  );
}

/** `whole`: the component's own count, where that left its pattern; otherwise some organisations' did. */
export function trafficWords(
  componentId: string,
  whole: TrafficView | null,
  organisations: number,
  nameOf: NameOf,
): DraftWords {
  const name = nameOf(componentId);
  const what = countedAs(componentId);
  const usual = Math.round(whole?.usual ?? 0);
  const share = whole && `${Math.round((100 * whole.requests) / Math.max(1, whole.usual ?? 1))} % in five minutes`;
  const sent = whole
    ? `${name} sends far fewer messages than usual at this time (${share}). Some may come late or not at all.`
    : `${name} sends far fewer messages than usual for some of you at this time. They may come late or not at all.`;
  const asked = whole
    ? `${name} is used much less than usual at this time (${share}). Some of you may not reach it.`
    : `Some of you use ${name} much less than usual at this time. You may not reach it.`;
  return {
    title: `${name}: far fewer ${what}s than usual`,
    message: `${what === 'message' ? sent : asked} We are looking for the cause.`,
    affected: [{ componentId, impact: 'degraded' }],
    evidenceWords: whole
      ? `${many(whole.requests, what)} in five minutes where ${usual} are usual; ${many(organisations, 'organisation')} far below their own pattern.`
      : `${many(organisations, 'organisation')} at once far below their own pattern, the whole as usual.`,
  };
}

function beatenWords({ networks, score, threshold }: Evidence): string {
  const bad = Math.round(networks.reduce((sum, one) => sum + one.bad, 0));
  const all = Math.round(networks.reduce((sum, one) => sum + one.good + one.bad, 0));
  const seen = all === 0 ? '' : `, ${bad} of ${all} lately late or lost, seen from ${many(networks.length, 'network')}`;
  return `Evidence ${score.toFixed(1)} of ${threshold.toFixed(1)}${seen}.`;
}

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** "A", "A and B", "A, B and C". */
export const listed = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
