import type { Message } from '@roundsman/api-contract';

type MessageRow = Pick<Message, 'state' | 'stateReason' | 'kept'>;

const states: Record<Message['state'], string> = {
  queued: 'waiting',
  sending: 'being sent',
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'bounced',
  failed: 'failed',
  suppressed: 'not sent',
};

const suppressions: Record<string, string> = {
  opt_out: 'they asked for no messages',
  quiet_hours_passed: 'it would have come in quiet hours, and later it was too late',
  sandbox: 'a sandbox writes to nobody',
  duplicate: 'they were told already',
  no_longer_true: 'it was no longer true',
  no_address: 'there is no address to send it to',
  switched_off: 'this message is switched off',
  bounced_before: 'the address takes no e-mail',
  monthly_limit: 'the month’s limit is reached',
  too_late: 'it would have come too late',
};

/** "sent"; "kept, sent to nobody"; "not sent: it was no longer true". */
export function messageStateWords({ state, stateReason, kept }: MessageRow): string {
  if (kept && (state === 'sent' || state === 'delivered')) return 'kept, sent to nobody';
  return stateReason ? `${states[state]}: ${suppressions[stateReason] ?? stateReason}` : states[state];
}

export const messageStateName = (state: Message['state']): string => states[state];

const triggers: Record<string, string> = {
  promise_made: 'Promise made',
  reminder: 'Reminder',
  day_before: 'Day before',
  day_of: 'Morning of the day',
  on_the_way: 'On the way',
  eta_under: 'Nearly there',
  arrived: 'Arrived',
  completed: 'Completed',
  partially_completed: 'Completed in part',
  incomplete: 'Not completed',
  damaged: 'Damaged',
  late: 'Late',
  changed: 'Changed',
  cancelled: 'Cancelled',
  test: 'Trying words out',
  answer: 'Answer to a reply',
  desk: 'Written by the office',
};

export const CHANNELS = ['email', 'sms', 'push'] as const satisfies readonly Message['channel'][];

export const channelWords: Record<Message['channel'], string> = { email: 'E-mail', sms: 'SMS', push: 'Push' };

export const channelIcons = { email: 'mail', sms: 'phone', push: 'bell' } as const;

export function triggerWords(trigger: string): string {
  return triggers[trigger] ?? trigger.replaceAll('_', ' ');
}
