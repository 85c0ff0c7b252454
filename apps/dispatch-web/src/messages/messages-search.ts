import type { Message } from '@roundsman/api-contract';
import { known, readId, readText, readWord } from '../selection/screen-search.ts';
import { CHANNELS } from './message-words.ts';

/** `lost`: what failed or bounced. */
export const SHOWN_STATES = ['lost', 'queued', 'sent', 'delivered', 'suppressed', 'bounced', 'failed'] as const;

export interface MessagesSearch {
  channel?: Message['channel'];
  state?: (typeof SHOWN_STATES)[number];
  /** Words looked for. */
  find?: string;
  /** Id of the message that is open. */
  message?: string;
}

/** The states that are asked for. */
export function statesOf(shown: MessagesSearch['state']): Message['state'][] | undefined {
  if (shown === undefined) return undefined;
  return shown === 'lost' ? ['failed', 'bounced'] : [shown];
}

export function readMessagesSearch(search: Record<string, unknown>): MessagesSearch {
  return known(search, {
    channel: readWord(search.channel, CHANNELS),
    state: readWord(search.state, SHOWN_STATES),
    find: readText(search.find),
    message: readId(search.message),
  });
}
