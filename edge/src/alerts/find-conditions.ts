import type { IncidentDraft, OperatorAlert } from '@roundsman/api-contract';
import type { EdgeClock } from '../clock.ts';
import { type ComponentWatch, type DownComponent, downLines, type EdgeTrouble, listed } from '../drafts/index.ts';
import type { PortState } from '../steering/index.ts';
import type { Store } from '../store/index.ts';

/** Something that wants a person, for as long as it is found. */
export interface Condition {
  /** The same trouble has the same key: one alert, however often it is found. */
  readonly key: string;
  readonly kind: OperatorAlert['kind'];
  readonly title: string;
  readonly lines: readonly string[];
  readonly componentIds: readonly string[];
  readonly draftId: string | null;
  readonly sinceMs: number;
  /** A person is at work on it: the public was told of it in their words. */
  readonly isHandled: boolean;
  /** What it takes in by its key: that is not over, it is part of this. */
  readonly takesIn: readonly string[];
}

export interface ConditionParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly watch: ComponentWatch;
  readonly trouble: EdgeTrouble;
  /** Everything that people outside can depend on. */
  readonly components: readonly string[];
  ports(): readonly PortState[];
  drafts(): readonly IncidentDraft[];
  /** Since when the platform's figures could not be read. */
  blindSinceMs(): number | null;
  nameOf(componentId: string): string;
}

/** So long a way of steering may take to come right by itself. */
const PORT_AFTER_MS = 30_000;
const BLIND_AFTER_MS = 600_000;
const STILL_OPEN_AFTER_MS = 600_000;

/** From what is on record at a moment. Reads only. */
export function findConditions(parts: ConditionParts, at = parts.clock.now()): Condition[] {
  const { store, nameOf } = parts;
  const nowMs = at.getTime();
  const handled = handledComponents(store);
  const none = { componentIds: [], draftId: null, isHandled: false, takesIn: [] };
  const found: Condition[] = [];

  const down = parts.watch.down(at);
  const hard = parts.trouble.now(at);
  const isAway = hard?.isAway === true;
  const [first] = down;
  const left = hard && `The monitor leaves it to a person since ${timeWords(hard.sinceMs)}: ${hard.why}.`;
  // Looks over the edges and looks at the parts find out within seconds of each other that the platform is gone: one call.
  if (first || isAway)
    found.push({
      ...none,
      key: 'outage',
      kind: 'outage',
      title: isAway ? 'Nobody gets an answer over any edge' : downTitle(down, nameOf),
      lines: [...(isAway ? [left!] : []), ...downLines(down, nameOf)],
      componentIds: isAway ? parts.components : down.map(({ id }) => id),
      sinceMs: Math.min(first?.sinceMs ?? Infinity, isAway ? hard.sinceMs : Infinity),
      isHandled: isAway ? handled.has(hard.edge) : down.every(({ id }) => handled.has(id)),
      takesIn: isAway ? ['steering'] : [],
    });

  if (hard && !isAway)
    found.push({
      ...none,
      key: 'steering',
      kind: 'steering',
      title: 'Several edges are ill, and moving traffic would not help',
      lines: [left!],
      componentIds: [hard.edge],
      sinceMs: hard.sinceMs,
      isHandled: handled.has(hard.edge),
    });

  for (const draft of parts.drafts()) {
    if (draft.state === 'open' && draft.overAt === null)
      found.push({
        ...none,
        key: `draft:${draft.id}`,
        kind: 'draft',
        title: `The public is not told yet: ${draft.title}`,
        // What the probes find stands in the alert about it.
        lines: [...(first || isAway ? [] : [draft.evidenceWords]), 'A draft waits for one tap.'],
        componentIds: draft.affected.map(({ componentId }) => componentId),
        draftId: draft.id,
        sinceMs: Date.parse(draft.createdAt),
      });
    const overMs = draft.overAt === null ? null : Date.parse(draft.overAt);
    if (overMs !== null && nowMs - overMs >= STILL_OPEN_AFTER_MS && isOpen(store, draft.incidentId))
      found.push({
        ...none,
        key: `over:${draft.id}`,
        kind: 'over',
        title: `Still open on the status page: ${draft.title}`,
        lines: [
          `The monitor sees that it is over since ${timeWords(overMs)}. Resolve the incident, or say what is left.`,
        ],
        sinceMs: overMs,
      });
  }

  for (const { name, state, sinceMs, fault } of parts.ports())
    if (state === 'trying' && fault !== null && sinceMs !== null && nowMs - sinceMs >= PORT_AFTER_MS)
      found.push({
        ...none,
        key: `port:${name}`,
        kind: 'port',
        title: `Traffic is not moved by ${name}`,
        lines: [`It is told again and again since ${timeWords(sinceMs)}, and does not confirm: ${fault}.`],
        sinceMs,
      });

  const blindMs = parts.blindSinceMs();
  if (!first && !isAway && blindMs !== null && nowMs - blindMs >= BLIND_AFTER_MS)
    found.push({
      ...none,
      key: 'figures',
      kind: 'figures',
      title: 'The platform’s figures cannot be read',
      lines: [
        `Not since ${timeWords(blindMs)}: nobody watches the traffic. METRICS_URLS and METRICS_TOKEN say where it is read.`,
      ],
      sinceMs: blindMs,
    });
  return found;
}

const downTitle = (down: readonly DownComponent[], nameOf: (id: string) => string) =>
  down.length > 2
    ? `${down.length} parts are out of order`
    : `${listed(down.map(({ id }) => nameOf(id)))} ${down.length === 1 ? 'is' : 'are'} out of order`;

const timeWords = (ms: number) => `${new Date(ms).toISOString().slice(11, 19)} UTC`;

/** What open incidents name in which a person has said something: published by one, or gone on with. */
function handledComponents(store: Store): ReadonlySet<string> {
  const rows = store.db
    .prepare(
      `SELECT DISTINCT c.component_id AS id FROM incident_components c JOIN incidents i ON i.id = c.incident_id
        WHERE i.state <> 'resolved' AND i.example = 0 AND c.to_ms IS NULL
          AND EXISTS (SELECT 1 FROM updates u WHERE u.about_id = i.id AND u.written_by NOT IN ('monitor', 'clock', 'fleet'))`,
    )
    .all() as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

const isOpen = (store: Store, incidentId: string | null) =>
  incidentId !== null &&
  store.db.prepare("SELECT 1 FROM incidents WHERE id = ? AND state <> 'resolved'").get(incidentId) !== undefined;
