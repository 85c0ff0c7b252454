import { describe, expect, it } from 'vitest';
import { fieldOfHeader } from './header-words.ts';
import { columnsOf, formatOf, isHeader, mapColumns, valuesOf } from './map-columns.ts';

describe('what a column means', () => {
  it.each([
    ['Customer Name', 'name'],
    ['Empfänger', 'name'],
    ['Nom du client', 'name'],
    ['STRASSE', 'street'],
    ['Straße', 'street'],
    ['Hausnr.', 'house_number'],
    ['PLZ', 'postcode'],
    ['Code postal', 'postcode'],
    ['Tél. portable', null],
    ['Téléphone portable', 'phone'],
    ['E-Mail', 'email'],
    ['Gewicht (kg)', 'weight_kg'],
    ['Lieferdatum', 'service_date'],
    ['Heure de début', 'window_from'],
    ['reference_id', 'reference_id'],
    ['Kundennr.', 'customer_number'],
    ['Customer No', 'customer_number'],
    ['Lieblingsfarbe', null],
  ])('%s: %s', (header, field) => expect(fieldOfHeader(header)).toBe(field));

  it('is told from a row of values', () => {
    expect(isHeader(['Name', 'Strasse', 'Ort'])).toBe(true);
    expect(isHeader(['Anna Meier', 'Landstrasse 12', 'Vaduz'])).toBe(false);
  });

  it('is ignored where a field was given already, except what several columns say together', () => {
    expect(mapColumns(['First name', 'Last name', 'Street', 'Strasse', 'Colour'], 'header')).toEqual([
      'name',
      'name',
      'street',
      'street',
      'ignore',
    ]);
    expect(mapColumns(['City', 'Ort'], 'header')).toEqual(['city', 'ignore']);
  });

  it('goes by place in Cigo’s order, whatever the titles', () => {
    const titles = [
      'First Name',
      'Last Name',
      'Phone Number',
      'Mobile Number',
      'Email Address',
      'Address',
      'Apartment',
    ];
    expect(formatOf(titles)).toBe('cigo');
    expect(formatOf(['name', ...titles])).toBe('header');
    expect(mapColumns(['a', 'b', 'c', 'd', 'e', 'f'], 'cigo')).toEqual([
      'name',
      'name',
      'phone',
      'phone',
      'email',
      'address_line',
    ]);
  });

  it('puts the values of columns together, and takes the mobile before the fixed line', () => {
    const fields = columnsOf([], ['name', 'name', 'phone', 'phone', 'ignore']);
    expect(valuesOf(['Anna', 'Meier', '232 45 67', '791 23 45', 'x'], fields)).toEqual({
      name: 'Anna Meier',
      phone: '791 23 45',
    });
    expect(valuesOf(['Anna', '', '232 45 67', ''], fields)).toEqual({ name: 'Anna', phone: '232 45 67' });
  });

  it('keeps metadata under the title of their column', () => {
    const header = ['name', 'Metadata: PO-Number', 'Größe', ''];
    expect(mapColumns(header, 'header')).toEqual(['name', 'metadata', 'ignore', 'ignore']);
    const columns = columnsOf(header, ['name', 'metadata', 'metadata', 'metadata']);
    expect(valuesOf(['Anna', '17', 'XL', 'x'], columns)).toEqual({
      name: 'Anna',
      'metadata.po_number': '17',
      'metadata.groesse': 'XL',
      'metadata.column_4': 'x',
    });
  });
});
