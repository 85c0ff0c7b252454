import { expect, test } from 'vitest';
import {
  arrivedShare,
  limitWords,
  monthWords,
  type OwnDomain,
  otherMonth,
  ownDomainWords,
  receiptWords,
  seconds,
} from './sending-words.ts';

test('a rate is said of what is known, and of nothing not at all', () => {
  expect(arrivedShare({ delivered: 98, bounced: 1, failed: 1 })).toBe('98 %');
  expect(arrivedShare({ delivered: 0, bounced: 0, failed: 0 })).toBe('–');
});

test('waits are said as people say them', () => {
  expect([0.42, 12.4, 200, null].map(seconds)).toEqual(['0.4 s', '12 s', '3 min', '–']);
});

test('receipts that stay away are held against what used to be', () => {
  const provider = {
    channel: 'sms' as const,
    name: 'a',
    state: 'drained' as const,
    share: 0,
    since: '2026-11-28T07:00:00Z',
    reason: null,
    takesIdempotencyKey: false,
    sendsReceipts: true,
    normalReceiptShare: 0.97,
    recentReceiptShare: 0.12,
    normalReceiptSeconds: 4,
    updatedAt: '2026-11-28T07:00:00Z',
  };
  expect(receiptWords(provider)).toBe('12 % lately, usually 97 % within 4.0 s');
  expect(receiptWords({ ...provider, normalReceiptShare: null })).toBe('too few yet to judge');
  expect(receiptWords({ ...provider, sendsReceipts: false })).toBe('gives none');
});

test('a limit is said to be near as soon as somebody was warned of it', () => {
  const limit = { monthlyMost: 10, warnAtPercent: 80 };
  expect([7, 8, 10].map((messages) => limitWords(messages, limit))).toEqual(['', ' nearly reached', ' reached']);
});

test('months follow each other over the turn of a year', () => {
  expect([otherMonth('2026-01', -1), otherMonth('2026-12', 1)]).toEqual(['2025-12', '2027-01']);
  expect(monthWords('2026-11')).toBe('November 2026');
});

test('a domain is in use only as far as somebody sends from it', () => {
  const said = (inUse: boolean, ...ready: boolean[]) => {
    const records: OwnDomain['records'] = [];
    const providers = ready.map((is, i) => ({ name: `p${i}`, ready: is, why: null, records: [] }));
    return ownDomainWords({ inUse, records, providers });
  };
  expect(said(true, true, true)).toBe('in use');
  expect(said(true, true, false)).toBe('in use by 1 of 2 providers');
  expect(said(true, false)).toBe('not used: no provider sends from it yet');
  expect(said(true)).toBe('ready; no provider is set up that would send from it');
  expect(said(false, true)).toBe('not looked at yet');
});
