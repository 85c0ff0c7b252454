import type { AnswerOf, messageDeliveryEndpoints as contract } from '@roundsman/api-contract';

export type Usage = AnswerOf<typeof contract.usage>['rows'][number];
export type Provider = AnswerOf<typeof contract.providers>['rows'][number];
export type SuppressedAddress = AnswerOf<typeof contract.suppressions>['rows'][number];
export type SenderRecord = AnswerOf<typeof contract.senderDomain>['records'][number];

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "0.4 s", "12 s", "3 min": of waits that people notice. */
export function seconds(value: number | null): string {
  if (value === null) return '–';
  if (value < 10) return `${value.toFixed(1)} s`;
  return value < 120 ? `${Math.round(value)} s` : `${Math.round(value / 60)} min`;
}

/** The share that arrived of what is known to have arrived or not; "–" where nothing is known. */
export function arrivedShare({ delivered, bounced, failed }: Pick<Usage, 'delivered' | 'bounced' | 'failed'>): string {
  const known = delivered + bounced + failed;
  return known === 0 ? '–' : percent(delivered / known);
}

/** " reached", " nearly reached", or nothing, as the administrators were told. */
export function limitWords(messages: number, limit: NonNullable<Usage['limit']>): string {
  if (messages >= limit.monthlyMost) return ' reached';
  return messages * 100 >= limit.monthlyMost * limit.warnAtPercent ? ' nearly reached' : '';
}

/** After a crash: what left a second time because nothing could tell whether it had left before; null where nothing did. */
export function inDoubtWords({
  channel,
  sentAgainInDoubt: times,
}: Pick<Usage, 'channel' | 'sentAgainInDoubt'>): string | null {
  if (times === 0) return null;
  const what = channel === 'sms' ? 'SMS' : times === 1 ? 'e-mail' : 'e-mails';
  return `${times} ${what} left a second time after a stop, because nothing could tell whether the provider had ${times === 1 ? 'it' : 'them'}: some arrived twice.`;
}

/** "In use"; "Left alone since 10:42"; what a person can tell from it at a glance. */
export function standingWords({ state, share }: Pick<Provider, 'state' | 'share'>): string {
  if (state === 'well') return 'in use';
  if (state === 'drained') return 'taken out';
  if (state === 'trial') return 'tried with one message';
  return `comes back, ${percent(share)} of its part`;
}

/** "98 % of receipts as usual"; "receipts for 12 % instead of 97 %". */
export function receiptWords(provider: Provider): string {
  const { sendsReceipts, normalReceiptShare, recentReceiptShare, normalReceiptSeconds } = provider;
  if (!sendsReceipts) return 'gives none';
  if (normalReceiptShare === null) return 'too few yet to judge';
  const usual = `${percent(normalReceiptShare)} within ${seconds(normalReceiptSeconds)}`;
  return recentReceiptShare === null ? usual : `${percent(recentReceiptShare)} lately, usually ${usual}`;
}

export const suppressionWords: Record<SuppressedAddress['reason'], string> = {
  bounced: 'no such mailbox',
  complained: 'reported as unwanted',
  by_hand: 'by the office',
};

export const recordWords: Record<SenderRecord['state'], string> = {
  right: 'right',
  missing: 'missing',
  wrong: 'to be changed',
  unknown: 'could not be read',
};

/** What each record is for, to somebody who manages a domain once a year. */
export const recordUses: Record<SenderRecord['kind'], string> = {
  spf: 'Which servers may send for this domain (SPF)',
  dkim: 'The key that signs our e-mails (DKIM)',
  dmarc: 'What mailboxes do with e-mails that fail both (DMARC)',
};

/** `2026-11` → "November 2026". */
export function monthWords(month: string): string {
  return new Date(`${month}-15T00:00:00Z`).toLocaleDateString('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** The month before or after `2026-11`. */
export function otherMonth(month: string, by: -1 | 1): string {
  const at = new Date(`${month}-15T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
}

export type OwnDomain = AnswerOf<typeof contract.senderDomains>['rows'][number];

/** What a provider wants beside our own records. */
export const wantedUses: Record<OwnDomain['providers'][number]['records'][number]['kind'], string> = {
  dkim: 'Its key',
  return_path: 'Where bounces go',
};

/** "In use"; "3 of 3 records are missing": e-mails leave from it only once all are right, by those who are ready for it. */
export function ownDomainWords({
  inUse,
  records,
  providers,
}: Pick<OwnDomain, 'inUse' | 'records' | 'providers'>): string {
  if (inUse) {
    const ready = providers.filter((provider) => provider.ready).length;
    if (providers.length === 0) return 'ready; no provider is set up that would send from it';
    if (ready === providers.length) return 'in use';
    return ready === 0
      ? 'not used: no provider sends from it yet'
      : `in use by ${ready} of ${providers.length} providers`;
  }
  const open = records.filter(({ state }) => state !== 'right');
  if (records.length === 0) return 'not looked at yet';
  return `not used: ${open.length} of ${records.length} records ${open.length === 1 ? 'is' : 'are'} not as they should be`;
}
