import type { IncidentDraft } from '@roundsman/api-contract';
import type { Evidence } from '../fleet/index.ts';
import { openIncidents } from '../incidents/index.ts';
import { isSame, worstOf } from './affected.ts';
import { type DraftBook, type DraftParts, PLATFORM } from './draft-book.ts';
import { type DraftWords, platformWords } from './draft-words.ts';
import type { HardToReach } from './platform-trouble.ts';
import type { DownComponent } from './watch-components.ts';

/** An edge with this share of bad answers belongs to what is wrong with the platform. */
const ILL_SHARE = 0.03;

/**
 * The one draft about the platform: edges that nobody can step in for, and parts that do not work, are one thing to
 * the public. What it gives begins, renews and ends that draft by what the records say.
 */
export function openPlatformDraft(parts: DraftParts, book: DraftBook): (at?: Date) => void {
  const { store, clock, watch, trouble, nameOf } = parts;
  const { rows, nowMs } = book;

  /** What an open incident of somebody else names already. */
  function saidElsewhere(ongoing: IncidentDraft | null): Set<string> {
    const others = openIncidents(store).filter(({ id, example }) => id !== ongoing?.incidentId && !example);
    return new Set(others.flatMap(({ affected }) => affected.map(({ componentId }) => componentId)));
  }

  function finishWhenWell(ongoing: IncidentDraft): void {
    const edges = parts.edges().map(({ edge }) => edge);
    const isStillDown = ongoing.affected.some(
      ({ componentId }) => !edges.includes(componentId) && watch.isDown(componentId),
    );
    if (!isStillDown) book.finish(ongoing, 'Everything that was named here works again.');
  }

  function illEdges(hard: HardToReach): string[] {
    const edges = parts.edges();
    if (hard.isAway) return edges.map(({ edge }) => edge);
    const ill = edges.filter(({ weight, evidence: { networks } }) => {
      const bad = networks.reduce((sum, one) => sum + one.bad, 0);
      const all = networks.reduce((sum, one) => sum + one.good + one.bad, 0);
      return weight > 0 && all > 0 && bad / all >= ILL_SHARE;
    });
    return [...new Set([hard.edge, ...ill.map(({ edge }) => edge)])];
  }

  function begin(words: DraftWords, hard: HardToReach | null, ill: readonly string[], down: DownComponent[]): void {
    const startedMs = Math.min(
      ...down.map(({ sinceMs }) => sinceMs),
      ...(hard ? [hard.sinceMs, book.edgesBegan(ill) ?? hard.sinceMs] : []),
    );
    const component = down[0]?.id ?? hard?.edge ?? PLATFORM;
    const score = (nowMs() - startedMs) / 1000;
    const evidence: Evidence = hard?.evidence ?? { edge: component, score, threshold: 0, isIll: true, networks: [] };
    const organisations = book.touched(words.affected, startedMs, down.length > 0 || hard?.isAway === true);
    const isDry = hard?.isDry === true && down.length === 0;
    const draft = { ...words, subject: PLATFORM, component, evidence, organisations };
    book.begin({ ...draft, isDry, startedMs, createdMs: nowMs() }, !isDry);
  }

  /** More is out of order than the draft says; what was said stays named. */
  function grow(known: IncidentDraft, words: DraftWords, isDown: boolean): void {
    const affected = worstOf([...known.affected, ...words.affected]);
    if (isSame(affected, known.affected)) return;
    rows.renew(known.id, { ...words, affected }, book.touched(affected, Date.parse(known.startedAt), isDown));
    const incident = parts.isAutomatic ? book.ownIncident(known) : null;
    if (incident) book.update(incident, `draft-${known.id}-grew-${nowMs()}`, { message: words.message, affected });
  }

  return (at = clock.now()) => {
    const hard = trouble.now(at);
    const last = rows.lastAbout(PLATFORM);
    const ongoing = last?.overAt === null ? last : null;
    const allDown = watch.down(at);
    if (!hard && allDown.length === 0) {
      if (ongoing) finishWhenWell(ongoing);
      return;
    }
    const said = saidElsewhere(ongoing);
    const down = allDown.filter(({ id }) => !said.has(id));
    if (!hard && down.length === 0) return;
    const known = ongoing ?? book.ongoingAbout(PLATFORM);
    const ill = hard ? illEdges(hard) : [];
    const words = platformWords(hard && { ...hard, ids: ill }, down, parts.carried, nameOf);
    if (known) grow(known, words, down.length > 0);
    else begin(words, hard, ill, down);
  };
}
