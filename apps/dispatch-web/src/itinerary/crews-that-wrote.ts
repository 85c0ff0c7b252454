import type { CrewMessage } from '@roundsman/api-contract';

/** A crew with words that nobody at the desk has read. */
export interface CrewThatWrote {
  itineraryId: string;
  unread: number;
  newest: CrewMessage;
}

/** By itinerary, whoever wrote last first. `messages` come newest first; those about no itinerary stand on none. */
export function crewsThatWrote(messages: readonly CrewMessage[]): CrewThatWrote[] {
  const crews = new Map<string, CrewThatWrote>();
  for (const message of messages) {
    const { itineraryId } = message;
    if (itineraryId === null) continue;
    const known = crews.get(itineraryId);
    if (known) known.unread += 1;
    else crews.set(itineraryId, { itineraryId, unread: 1, newest: message });
  }
  return [...crews.values()];
}

/**
 * The crews to say a word about: they wrote something that was not there when the desk last looked. Nothing is new at
 * the first look, and what is open on the desk is seen anyway.
 */
export function newsOf(
  before: ReadonlySet<string> | null,
  messages: readonly CrewMessage[],
  openItineraryId: string | null,
): CrewThatWrote[] {
  if (before === null) return [];
  const news = messages.filter(({ id, itineraryId }) => !before.has(id) && itineraryId !== openItineraryId);
  return crewsThatWrote(news);
}
