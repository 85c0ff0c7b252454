import type { StatusDocument } from '@roundsman/api-contract';
import type { EdgeClock } from '../clock.ts';
import type { Publisher } from './publish.ts';
import { type StatusSource, statusDocument } from './status-document.ts';

/** Without news the document is written anew so often, to show that it is alive. */
const heartbeatMs = 10_000;

export interface StatusKeeper {
  /** Writes at once when anything that people act on has changed, else at the next heartbeat. */
  refresh(): void;
}

export function keepPublished(
  source: StatusSource,
  publisher: Publisher,
  clock: EdgeClock,
  onPublished: (isNews: boolean) => void,
): StatusKeeper {
  let lastNews = '';
  let lastMs = -Infinity;
  return {
    refresh() {
      const document = statusDocument(source, clock.now());
      const news = newsOf(document);
      const nowMs = clock.monotonicMilliseconds();
      if (news === lastNews && nowMs - lastMs < heartbeatMs) return;
      publisher.publish(document);
      onPublished(news !== lastNews);
      lastNews = news;
      lastMs = nowMs;
    },
  };
}

/** All but the passing of time. */
function newsOf({ generatedAt: _, groups, ...rest }: StatusDocument): string {
  const states = groups.flatMap((group) => group.components.map(({ id, state, detail }) => [id, state, detail]));
  return JSON.stringify([rest, states]);
}
