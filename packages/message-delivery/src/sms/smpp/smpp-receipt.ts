import type { PDU } from 'smpp';

import type { SmsReceipt } from '../sms-provider.ts';

/** What one deliver_sm brings: a receipt that decides, one that only reports progress, or words from a person. */
export type Delivery =
  | { readonly kind: 'receipt'; readonly receipt: SmsReceipt }
  | { readonly kind: 'progress' }
  | { readonly kind: 'words'; readonly from: string; readonly to: string; readonly text: string };

/** message_state (5.2.28) and the words that Appendix B puts into a receipt's text. */
const STATES: Readonly<Record<string, SmsReceipt['state'] | 'progress'>> = {
  1: 'progress',
  2: 'delivered',
  3: 'undelivered',
  4: 'undelivered',
  5: 'undelivered',
  6: 'progress',
  7: 'undelivered',
  8: 'undelivered',
  ENROUTE: 'progress',
  DELIVRD: 'delivered',
  EXPIRED: 'undelivered',
  DELETED: 'undelivered',
  UNDELIV: 'undelivered',
  ACCEPTD: 'progress',
  UNKNOWN: 'undelivered',
  REJECTD: 'undelivered',
};

const RECEIPT_BITS = 0x3c;
const RECEIPT = 0x04;

/** Reads the receipt's own fields where the SMSC sends them and the text of Appendix B where it does not. */
export function readDelivery(pdu: PDU): Delivery {
  const text = messageText(pdu);
  if (((pdu.esm_class ?? 0) & RECEIPT_BITS) !== RECEIPT) {
    return { kind: 'words', from: pdu.source_addr ?? '', to: pdu.destination_addr ?? '', text };
  }
  const fields = receiptFields(text);
  const providerMessageId = (pdu.receipted_message_id ?? '').replace(/\0+$/, '') || fields.id || '';
  const state = STATES[pdu.message_state ?? fields.stat?.toUpperCase() ?? ''];
  if (state === undefined || state === 'progress' || providerMessageId === '') return { kind: 'progress' };
  // 4.6.1: a receipt carries the reference that its message was submitted with.
  const about =
    pdu.user_message_reference === undefined
      ? {}
      : { about: { to: `+${(pdu.source_addr ?? '').replace(/\D/g, '')}`, reference: pdu.user_message_reference } };
  const detail = [fields.stat ?? `state ${pdu.message_state}`, fields.err && `error ${fields.err}`].filter(Boolean);
  return { kind: 'receipt', receipt: { providerMessageId, state, detail: detail.join(', '), ...about } };
}

function messageText(pdu: PDU): string {
  const body = pdu.short_message;
  const message = Buffer.isBuffer(body) ? body : body?.message;
  return typeof message === 'string' ? message : (message?.toString('latin1') ?? '');
}

/** `id:123 sub:001 dlvrd:001 submit date:2603020930 done date:2603020931 stat:DELIVRD err:000 text:…`. */
function receiptFields(text: string): { readonly id?: string; readonly stat?: string; readonly err?: string } {
  const field = (name: string) => new RegExp(`(?:^|\\s)${name}:([^\\s]+)`, 'i').exec(text)?.[1];
  const [id, stat, err] = [field('id'), field('stat'), field('err')];
  return { ...(id && { id }), ...(stat && { stat }), ...(err && { err }) };
}
