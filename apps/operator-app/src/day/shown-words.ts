import type { CrewMessage } from '@roundsman/api-contract';
import type { OutboxEntry } from '@roundsman/client';

export interface ShownWords {
  readonly id: string;
  readonly from: CrewMessage['from'];
  readonly name: string | null;
  readonly words: string;
  readonly at: string;
  /** Not yet with the platform, with it, or shown to the office. */
  readonly state: 'waiting' | 'sent' | 'read';
}

/**
 * The words about a tour, oldest first: the platform's, and behind them what this phone wrote and the platform does not
 * tell of yet. Its own are known again by when they were written, which the platform keeps.
 */
export function shownWords(
  messages: readonly CrewMessage[],
  entries: readonly OutboxEntry[],
  itineraryId: string,
): ShownWords[] {
  const known = messages.filter((message) => message.itineraryId === itineraryId);
  const told = new Set(known.map(({ at, words }) => `${Date.parse(at)} ${words}`));
  const own = entries.filter(
    ({ command: { kind, payload, happenedAt, ...command }, state }) =>
      kind === 'chat' &&
      command.itineraryId === itineraryId &&
      (state === 'waiting' || state === 'applied') &&
      !told.has(`${Date.parse(happenedAt)} ${payload.words}`),
  );
  return [
    ...known.map(({ id, from, name, words, at, readAt }) => ({
      id,
      from,
      name,
      words,
      at,
      state: readAt === null ? ('sent' as const) : ('read' as const),
    })),
    ...own.map(({ command, state }) => ({
      id: command.id,
      from: 'crew' as const,
      name: null,
      words: command.payload.words ?? '',
      at: command.happenedAt,
      state: state === 'waiting' ? ('waiting' as const) : ('sent' as const),
    })),
  ];
}

/** What the office wrote about a tour and nobody has seen on this phone or another. */
export const unreadWords = (messages: readonly CrewMessage[], itineraryId: string): CrewMessage[] =>
  messages.filter(
    ({ from, readAt, ...message }) => from === 'desk' && readAt === null && message.itineraryId === itineraryId,
  );
