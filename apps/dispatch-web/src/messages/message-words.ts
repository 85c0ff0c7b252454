import type { Message } from '@roundsman/api-contract';

type MessageRow = Pick<Message, 'state' | 'stateReason'>;

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
};

/** "sent"; "not sent: a sandbox writes to nobody". */
export function messageStateWords({ state, stateReason }: MessageRow): string {
  return stateReason
    ? `${states[state]}: ${suppressions[stateReason] ?? stateReason.replaceAll('_', ' ')}`
    : states[state];
}

export const messageStateName = (state: Message['state']): string => states[state];

const triggers: Record<string, string> = {
  promise_made: 'Promise made',
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
};

export function triggerWords(trigger: string): string {
  return triggers[trigger] ?? trigger.replaceAll('_', ' ');
}
