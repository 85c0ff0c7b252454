import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { PDU } from 'smpp';

import type { HandOverOptions, HandOverResult } from '../../hand-over.ts';
import { failed } from '../../hand-over.ts';
import type { SmsSegment } from '../segment-sms.ts';
import { segmentSms } from '../segment-sms.ts';
import type { SmsMessage } from '../sms-message.ts';
import { refuseMalformedSms, senderAddress } from '../sms-message.ts';
import type { SmsListener, SmsProvider } from '../sms-provider.ts';
import { SmppLink } from './smpp-link.ts';
import { readDelivery } from './smpp-receipt.ts';
import type { SmppSettings } from './smpp-settings.ts';
import { explainSubmitStatus, isThrottled } from './smpp-status.ts';
import { SubmitGate } from './submit-gate.ts';

const CLOSE_MILLISECONDS = 5_000;
const USER_DATA_HEADER = 0x40;
const DATA_CODING = { gsm7: 0x00, ucs2: 0x08 } as const;

/**
 * SMPP 3.4 straight to an SMSC: a window of submits, receipts and replies on the same session, or on one of their own where
 * the network wants transmitter and receiver apart.
 */
export function createSmppProvider(settings: SmppSettings, random: () => number, name = 'smpp'): SmsProvider {
  const listeners = new Set<SmsListener>();
  const gate = new SubmitGate(settings.window, settings.segmentsPerSecond, () => link.isBound);
  const delivered = (pdu: PDU) => deliver(pdu, listeners);
  const link = new SmppLink(settings, settings.bindSeparately ? 'transmitter' : 'transceiver', random, {
    delivered,
    changed: () => gate.wake(),
  });
  const receiver = settings.bindSeparately
    ? new SmppLink(settings, 'receiver', random, { delivered, changed: () => undefined })
    : undefined;
  const underWay = new Set<Promise<HandOverResult>>();
  let newestSeries = Math.floor(random() * 256);
  let closed = false;

  async function handOver(message: SmsMessage, options: HandOverOptions): Promise<HandOverResult> {
    const malformed = refuseMalformedSms(message);
    if (malformed !== undefined) return malformed;
    const down = link.down;
    if (down !== undefined && (down.reason === 'not_authorised' || down.retryAfterSeconds > options.budgetSeconds)) {
      return failed(down.reason, down.detail, false, down.retryAfterSeconds);
    }
    const { encoding, segments } = segmentSms(message.text);
    const common = {
      ...addresses(message),
      data_coding: DATA_CODING[encoding],
      registered_delivery: 1,
      user_message_reference: smsReference(options.idempotencyKey),
    };
    const budget = AbortSignal.timeout(options.budgetSeconds * 1000);
    newestSeries = (newestSeries + 1) % 256;
    const series = newestSeries;
    const ids: string[] = [];
    for (const [index, segment] of segments.entries()) {
      const result = await submitSegment(
        { ...common, ...body(segment, index, segments.length, series) },
        budget,
        options,
      );
      if (typeof result === 'string') ids.push(result);
      else return result.outcome === 'failed' && ids.length > 0 ? { ...result, mayHaveBeenSent: true } : result;
    }
    const [first, ...others] = ids;
    return { outcome: 'accepted', providerMessageIds: [first!, ...others] };
  }

  /** The SMSC's id of the segment, or why there is none. A pause the SMSC asks for is taken inside the budget. */
  async function submitSegment(
    fields: Record<string, unknown>,
    budget: AbortSignal,
    { urgent = false }: HandOverOptions,
  ): Promise<string | HandOverResult> {
    let throttled = false;
    while (await gate.enter(budget, urgent)) {
      const answer = await Promise.race([link.submit({ ...fields }), aborted(budget)]);
      gate.leave();
      if (answer === 'aborted') return failed('timed_out', 'The SMSC did not answer in time.', true);
      if (answer === 'lost') return failed('unreachable', 'The session ended before the SMSC answered.', true);
      if (answer.command_status === 0) {
        gate.flows();
        return answer.message_id ?? '';
      }
      if (!isThrottled(answer.command_status)) return explainSubmitStatus(answer.command_status);
      throttled = true;
      gate.throttle(random);
    }
    if (throttled) return failed('throttled', 'The SMSC asks for fewer messages.', false, 1);
    const down = link.down;
    if (down !== undefined) return failed(down.reason, down.detail, false, down.retryAfterSeconds);
    return failed('timed_out', 'No room to submit within the time allowed.', false);
  }

  return {
    name,
    capabilities: { idempotencyKey: false, deliveryReceipts: true, reachesPeople: true },
    async send(message, options) {
      if (closed) return failed('closed', 'The SMPP provider is closed.', false);
      const result = handOver(message, options);
      underWay.add(result);
      try {
        return await result;
      } finally {
        underWay.delete(result);
      }
    },
    listen: (listener) => void listeners.add(listener),
    async close() {
      closed = true;
      await Promise.race([Promise.all(underWay), sleep(CLOSE_MILLISECONDS, undefined, { ref: false })]);
      await Promise.all([link.close(), receiver?.close()]);
    },
  };
}

/** What of a message's key fits into user_message_reference (5.3.2.17), 16 bits; receipts bring it back. */
export const smsReference = (idempotencyKey: string): number =>
  createHash('sha256').update(idempotencyKey).digest().readUInt16BE(0);

/** False asks the SMSC to bring it again: nobody has taken it into safety yet. */
async function deliver(pdu: PDU, listeners: ReadonlySet<SmsListener>): Promise<boolean> {
  const delivery = readDelivery(pdu);
  if (delivery.kind === 'progress') return true;
  for (const listener of listeners) {
    if (delivery.kind === 'receipt') await listener.receipt(delivery.receipt);
    else await listener.reply({ from: delivery.from, to: delivery.to, text: delivery.text });
  }
  return listeners.size > 0;
}

function addresses(message: SmsMessage): Record<string, unknown> {
  const from = senderAddress(message.from)!;
  return {
    source_addr_ton: from.ton,
    source_addr_npi: from.npi,
    source_addr: from.digits,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: message.to.slice(1),
    ...(message.usefulForSeconds === undefined ? {} : { validity_period: relativeTime(message.usefulForSeconds) }),
  };
}

/** A lone segment goes as it is; parts of a series carry the 8-bit concatenation header of 3GPP TS 23.040, 9.2.3.24.1. */
function body(segment: SmsSegment, index: number, count: number, series: number): Record<string, unknown> {
  if (count === 1) return { short_message: segment.octets };
  const header = Buffer.from([5, 0, 3, series, count, index + 1]);
  return { esm_class: USER_DATA_HEADER, short_message: Buffer.concat([header, segment.octets]) };
}

/** SMPP's relative time, `YYMMDDhhmmss000R`, up to 31 days. */
function relativeTime(seconds: number): string {
  const whole = Math.min(Math.max(Math.round(seconds), 1), 31 * 86_400 - 1);
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `0000${part(whole / 86_400)}${part((whole / 3600) % 24)}${part((whole / 60) % 60)}${part(whole % 60)}000R`;
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }));
}
