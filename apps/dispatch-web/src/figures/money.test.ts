import { describe, expect, it } from 'vitest';
import { amount, majorOf, minorOf, money, moneyDifference } from './money.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect(plain(money({ amountMinor: 412_300, currency: 'CHF' }))).toBe('CHF 4,123.00');
    expect(plain(money({ amountMinor: 412_300, currency: 'JPY' }))).toBe('JPY 412,300');
  });

  it('stands without its currency where the head of the column says it', () => {
    expect(amount({ amountMinor: 412_305, currency: 'CHF' })).toBe('4,123.05');
  });

  it('says the sign of a difference, and none of nothing', () => {
    expect(plain(moneyDifference({ amountMinor: 1200, currency: 'CHF' }))).toBe('+CHF 12.00');
    expect(plain(moneyDifference({ amountMinor: -450, currency: 'CHF' }))).toBe('−CHF 4.50');
    expect(plain(moneyDifference({ amountMinor: 0, currency: 'CHF' }))).toBe('CHF 0.00');
  });

  it('is read from what a person types, in the smallest unit of its currency', () => {
    expect(minorOf(0.62, 'CHF')).toBe(62);
    expect(minorOf(1.005, 'CHF')).toBe(100);
    expect(minorOf(620, 'JPY')).toBe(620);
    expect(majorOf({ amountMinor: 4205, currency: 'CHF' })).toBe(42.05);
    expect(majorOf({ amountMinor: 4205, currency: 'JPY' })).toBe(4205);
  });
});
