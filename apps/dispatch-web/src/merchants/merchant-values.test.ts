import type { Merchant } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { difference } from '../forms/difference.ts';
import { codeFor, merchantValues, readMerchant } from './merchant-values.ts';

const frick: Merchant = {
  ...{ id: 'm', code: 'FRICK', name: 'Möbel Frick', senderName: 'Möbel Frick', accentColour: null, email: null },
  ...{ phone: null, ownGoods: false, createdAt: '2026-01-01T00:00:00Z' },
};

describe('the form of a merchant', () => {
  it('changes nothing that nobody changed', () => {
    expect(difference<object>(frick, readMerchant(merchantValues(frick)).body!)).toBeNull();
    const other = { ...frick, senderName: 'Frick', accentColour: '#23527c', email: 'a@frick.example', phone: '+423 1' };
    expect(difference<object>(other, readMerchant(merchantValues(other)).body!)).toBeNull();
  });

  it('lets recipients hear from it under its name unless another is said', () => {
    const values = merchantValues(null);
    expect(readMerchant({ ...values, name: ' Frick ', code: 'F' }).body).toEqual({
      ...{ name: 'Frick', code: 'F', senderName: 'Frick', accentColour: null, email: null, phone: null },
    });
    expect(readMerchant({ ...merchantValues(frick), name: 'Frick AG' }).body?.senderName).toBe('Frick AG');
  });

  it('says which field is wrong', () => {
    const { body, faults } = readMerchant({ ...merchantValues(null), accentColour: 'blue', email: 'frick' });
    expect(body).toBeNull();
    expect(Object.keys(faults)).toEqual(['name', 'code', 'accentColour', 'email']);
  });
});

it('suggests a code that everybody can type, of sixteen characters at most', () => {
  expect(codeFor('Möbel Frick')).toBe('MOBEL-FRICK');
  expect(codeFor(' Büchel & Söhne, Vaduz AG ')).toBe('BUCHEL-SOHNE-VA');
  expect(codeFor('—')).toBe('');
});
