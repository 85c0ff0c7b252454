import type { Refused } from '../hand-over.ts';
import { refused } from '../hand-over.ts';
import { MOST_SEGMENTS, segmentSms } from './segment-sms.ts';

export interface SmsMessage {
  /** A sender id: `+41…`, a short code of 3 to 8 digits, or up to 11 letters and digits such as `Roundsman`. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** How long the words stay true; the network drops what it could not deliver by then. */
  readonly usefulForSeconds?: number;
}

const E164 = /^\+[1-9]\d{6,14}$/;

/** SMPP's words for kinds of numbers: 1 international, 3 network specific, 5 alphanumeric; plan 1 is E.164. */
export interface SmppAddress {
  readonly ton: number;
  readonly npi: number;
  readonly digits: string;
}

/** The sender as networks want it, or undefined when it is none of the three kinds. */
export function senderAddress(from: string): SmppAddress | undefined {
  if (E164.test(from)) return { ton: 1, npi: 1, digits: from.slice(1) };
  if (/^\d{3,8}$/.test(from)) return { ton: 3, npi: 0, digits: from };
  if (/^(?=.*[A-Za-z])[A-Za-z0-9 .&_-]{1,11}$/.test(from)) return { ton: 5, npi: 0, digits: from };
  return undefined;
}

/** What no provider should even be asked to send. */
export function refuseMalformedSms(message: SmsMessage): Refused | undefined {
  if (!E164.test(message.to)) return refused('invalid_recipient', 'The recipient is not a phone number in E.164.');
  if (senderAddress(message.from) === undefined) {
    return refused('invalid_sender', 'The sender is neither a number, a short code nor up to 11 letters and digits.');
  }
  if (message.text.trim() === '') return refused('invalid_content', 'The SMS has no words.');
  if (segmentSms(message.text).segments.length > MOST_SEGMENTS) {
    return refused('invalid_content', `The SMS is longer than ${MOST_SEGMENTS} segments.`);
  }
  return undefined;
}
