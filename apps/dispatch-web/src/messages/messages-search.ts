import { readId, readText, readWord, withoutAbsent } from '../selection/screen-search.ts';

export const SHOWN_STATES = ['queued', 'sent', 'delivered', 'suppressed', 'bounced', 'failed'] as const;

export interface MessagesSearch {
  channel?: 'email' | 'sms';
  state?: (typeof SHOWN_STATES)[number];
  /** Words looked for. */
  find?: string;
  /** Id of the message that is open. */
  message?: string;
}

export function readMessagesSearch(search: Record<string, unknown>): MessagesSearch {
  return withoutAbsent({
    channel: readWord(search.channel, ['email', 'sms']),
    state: readWord(search.state, SHOWN_STATES),
    find: readText(search.find),
    message: readId(search.message),
  });
}
