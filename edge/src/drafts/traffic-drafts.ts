import type { TrafficView } from '@roundsman/api-contract';
import { type DraftBook, type DraftParts, LOOKED_BACK_MS, PLATFORM } from './draft-book.ts';
import { trafficWords } from './draft-words.ts';
import { dropBegan } from './when-it-began.ts';

/** So many organisations at once are no chance: each has a false alarm a few times a year. */
const LEAST_ORGANISATIONS = 3;
/** Who dropped a draft about traffic hears no more of it for a working day. */
const QUIET_AFTER_DROP_MS = 8 * 3_600_000;
const ABOUT_TRAFFIC = 'traffic:';

export const isAboutTraffic = (subject: string): boolean => subject.startsWith(ABOUT_TRAFFIC);

/** Drafts about the traffic of one component each. What it gives is called when a step of the traffic was judged. */
export function openTrafficDrafts(parts: DraftParts, book: DraftBook): (views: readonly TrafficView[]) => void {
  const { nameOf } = parts;
  const { rows, nowMs } = book;

  /** Said by somebody already, or not wanted. */
  function isKnown(componentId: string): boolean {
    const last = rows.lastAbout(ABOUT_TRAFFIC + componentId);
    if (last?.overAt === null) return true;
    if (last?.state === 'dropped' && nowMs() - Date.parse(last.createdAt) < QUIET_AFTER_DROP_MS) return true;
    const platform = rows.lastAbout(PLATFORM);
    return platform?.overAt === null && platform.affected.some((one) => one.componentId === componentId);
  }

  /** `dropped`: the component's views that say so, not empty; `whole` is the one of all organisations together. */
  function begin(componentId: string, dropped: readonly TrafficView[], whole: TrafficView | null): void {
    const { at, usual, score, threshold } = whole ?? dropped[0]!;
    const steps = parts.counts.between(componentId, nowMs() - LOOKED_BACK_MS, nowMs());
    const startedMs = (whole && dropBegan(steps, usual ?? 0)) ?? Date.parse(at);
    const words = trafficWords(componentId, whole, dropped.length - (whole ? 1 : 0), nameOf);
    book.begin(
      {
        ...words,
        subject: ABOUT_TRAFFIC + componentId,
        component: componentId,
        evidence: { edge: componentId, score, threshold, isIll: true, networks: [] },
        organisations: book.touched(words.affected, startedMs, false),
        isDry: false,
        startedMs,
        createdMs: nowMs(),
      },
      false,
    );
  }

  return (views) => {
    for (const componentId of new Set(views.map((view) => view.componentId))) {
      const dropped = views.filter((view) => view.componentId === componentId && view.state === 'drop');
      const whole = dropped.find(({ organisationId }) => organisationId === null) ?? null;
      if (whole || dropped.length >= LEAST_ORGANISATIONS) {
        if (!isKnown(componentId)) begin(componentId, dropped, whole);
        continue;
      }
      const last = rows.lastAbout(ABOUT_TRAFFIC + componentId);
      if (last?.overAt === null) book.finish(last, `${nameOf(componentId)} is used as usual again.`);
    }
  };
}
