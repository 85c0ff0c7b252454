import { RefusedError } from '@roundsman/client';
import { describe, expect, it } from 'vitest';
import { asksForNewJob } from './asks-for-new-job.ts';
import { problemAt, problemsOf } from './form-problems.ts';
import { emptyJob, type JobValues, jobSentence } from './job-values.ts';
import { emptyLine, readLine, valuesOfLine } from './line-values.ts';
import { changesOf, readChange, readJob, readVisit, withoutEmptyLines } from './read-job.ts';
import { readNumber } from './read-number.ts';
import { readStreet } from './read-street.ts';
import { readTimes } from './read-times.ts';

const one = { merchants: false, branches: false };
const sofa = { ...emptyLine, description: ' Sofa ', weight: '78,5', volume: '2.1' };
const typed: JobValues = {
  ...emptyJob,
  name: ' Lea Muster ',
  phone: '+423 237 00 00',
  street: 'Landstrasse 12a',
  postcode: '9494',
  city: 'Schaan',
  lines: [sofa],
  date: '2026-12-03',
  windows: '8–12',
};
const inputOf = (values: JobValues) => {
  const read = readJob(values, one);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.input;
};

describe('figures as people type them', () => {
  it('takes a comma for a point, and marks between thousands for nothing', () => {
    expect(readNumber('1,5')).toBe(1.5);
    expect(readNumber("1'200")).toBe(1200);
    expect(readNumber('1 200,25')).toBe(1200.25);
    expect(readNumber('  ')).toBeNull();
    for (const wrong of ['-1', '1e5', '12 kg', '1.2.3', 'two']) expect(readNumber(wrong)).toBeUndefined();
  });

  it('turns kilograms into grams and cubic metres or litres into litres', () => {
    expect(readLine(sofa)).toEqual({
      input: { kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 78_500, unitVolumeLitres: 2100 },
    });
    expect(readLine({ ...sofa, volume: '900', volumeUnit: 'l' })).toMatchObject({ input: { unitVolumeLitres: 900 } });
    expect(readLine({ ...emptyLine, description: 'Lamp', quantity: '' })).toMatchObject({
      input: { quantity: 1, unitWeightGrams: 0, unitVolumeLitres: 0 },
    });
  });

  it('says what is wrong in the field that is wrong', () => {
    const wrong = readLine({ ...emptyLine, quantity: '1.5', weight: 'heavy', volume: '-1' });
    expect(Object.keys('problems' in wrong ? wrong.problems : {})).toEqual([
      'description',
      'quantity',
      'unitWeightGrams',
      'unitVolumeLitres',
    ]);
  });

  it('shows a line as it would be typed, and keeps what no field shows', () => {
    const action = {
      id: '1',
      kind: 'pickup',
      description: 'Bed',
      quantity: 2,
      unitWeightGrams: 12_500,
      unitVolumeLitres: 40,
      handleSeconds: 60,
      barcode: 'B-1',
      orderNumber: null,
      fromLocationId: null,
      toLocationId: null,
      state: 'undetermined',
      quantities: { completed: 0, refused: 0, damaged: 0, missing: 0 },
      reason: null,
    } as const;
    const values = valuesOfLine(action);
    expect(values).toMatchObject({ quantity: '2', weight: '12.5', volume: '40', volumeUnit: 'l' });
    const { id: _id, state: _state, quantities: _quantities, reason: _reason, ...input } = action;
    expect(readLine(values)).toEqual({ input });
  });
});

describe('windows as people type them', () => {
  it('reads hours alone, several windows, and nothing as any time', () => {
    expect(readTimes('8-12')).toEqual([{ from: '08:00', to: '12:00' }]);
    expect(readTimes('08:00–10:00, 14–16')).toHaveLength(2);
    expect(readTimes('')).toEqual([]);
  });

  it('ends past midnight on the next day', () => {
    expect(readTimes('22:00–02:00')).toEqual([{ from: '22:00', to: '26:00' }]);
    expect(readTimes('18–24')).toEqual([{ from: '18:00', to: '24:00' }]);
    expect(readTimes('22:00–26:00')).toEqual([{ from: '22:00', to: '26:00' }]);
  });

  it('refuses what is no window', () => {
    for (const wrong of ['morning', '8', '30–32', '08:75–10:00', '8-9,9-10,10-11,11-12,12-13'])
      expect(readTimes(wrong)).toBeNull();
  });
});

describe('an address in one field', () => {
  const none = { postcode: '', city: '' };
  it('is read into its parts', () => {
    expect(readStreet('Landstrasse 12a, 9494 Schaan', none)).toEqual({
      street: 'Landstrasse',
      houseNumber: '12a',
      postcode: '9494',
      city: 'Schaan',
    });
    expect(readStreet('Im Bretscha 12-14, Schaan', none)).toMatchObject({ houseNumber: '12-14', city: 'Schaan' });
    expect(readStreet('Im Zentrum', none)).toMatchObject({ street: 'Im Zentrum', houseNumber: '' });
  });

  it('leaves postcode and place to their own fields once something stands there', () => {
    expect(readStreet('Haus 3, Hof', { postcode: '9494', city: 'Schaan' })).toEqual({
      street: 'Haus 3, Hof',
      houseNumber: '',
      postcode: '9494',
      city: 'Schaan',
    });
  });
});

describe('a job as it is typed', () => {
  it('is read into what the API takes; what is empty is none', () => {
    expect(inputOf(typed)).toEqual({
      customerReferenceId: null,
      orderNumber: null,
      serviceDate: '2026-12-03',
      windows: [{ from: '08:00', to: '12:00' }],
      contact: { name: 'Lea Muster', phone: '+423 237 00 00', email: null, language: null },
      address: { street: 'Landstrasse', houseNumber: '12a', postcode: '9494', city: 'Schaan', country: '' },
      access: { floor: null, lift: null, parking: null, note: null },
      actions: [
        { kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 78_500, unitVolumeLitres: 2100 },
      ],
      serviceLevel: 'threshold',
      skills: [],
      operatorsNeeded: 1,
      priority: 0,
      notes: '',
    });
    expect(inputOf({ ...typed, date: '', windows: '' })).toMatchObject({ serviceDate: null, windows: [] });
    expect(inputOf({ ...typed, minutes: '12.5' })).toMatchObject({ serviceSeconds: 750 });
  });

  it('says how far it is carried, and whether a lift helps where somebody knows', () => {
    const up = {
      ...typed,
      floor: ' 3 ',
      lift: 'no' as const,
      accessNote: 'Bell at the back',
      serviceLevel: 'room' as const,
    };
    expect(inputOf(up)).toMatchObject({
      access: { floor: '3', lift: false, note: 'Bell at the back' },
      serviceLevel: 'room',
    });
    expect(inputOf({ ...up, lift: 'yes' }).access?.lift).toBe(true);
    expect(inputOf({ ...up, lift: '' }).access?.lift).toBeNull();
  });

  it('changes of a job that is there only what the form has: neither its goods nor where it is', () => {
    const read = readChange({ ...typed, minutes: '25', priority: '60', lines: [] });
    expect('input' in read && read.input).toEqual({
      serviceDate: '2026-12-03',
      windows: [{ from: '08:00', to: '12:00' }],
      contact: { name: 'Lea Muster', phone: '+423 237 00 00', email: null, language: null },
      access: { floor: null, lift: null, parking: null, note: null },
      serviceLevel: 'threshold',
      serviceSeconds: 1500,
      skills: [],
      operatorsNeeded: 1,
      priority: 60,
      notes: '',
      orderNumber: null,
    });
    expect(readChange({ ...typed, priority: '101', name: ' ' })).toEqual({
      problems: { priority: 'From 0 to 100.', 'contact.name': 'Say who receives.', serviceSeconds: 'Minutes: 25.' },
    });
  });

  it('sends a point only where somebody has set it by hand', () => {
    const point = { lon: 9.5, lat: 47.1 };
    expect(inputOf({ ...typed, place: { point, confidence: 'low' } })).not.toHaveProperty('point');
    expect(inputOf({ ...typed, place: { point, confidence: 'pinned' } })).toMatchObject({ point });
  });

  it('says what is missing before anything is sent, by the API’s names of the fields', () => {
    const read = readJob(
      { ...emptyJob, timing: 'slot', people: '9', minutes: 'x' },
      { merchants: true, branches: true },
    );
    expect(Object.keys('problems' in read ? read.problems : {}).toSorted()).toEqual([
      'actions.0.description',
      'branchId',
      'contact.name',
      'merchantId',
      'operatorsNeeded',
      'serviceSeconds',
      'slot',
    ]);
  });

  it('takes date and window from the slot that was chosen', () => {
    const slot = { serviceDate: '2026-12-04', from: '10:00', to: '12:00', held: null };
    expect(inputOf({ ...typed, timing: 'slot', slot })).toMatchObject({
      serviceDate: '2026-12-04',
      windows: [{ from: '10:00', to: '12:00' }],
    });
  });

  it('asks for slots as soon as there is something to bring', () => {
    expect(readVisit({ ...emptyJob, lines: [sofa] }).visit).toMatchObject({ actions: [{ description: 'Sofa' }] });
    expect(readVisit(emptyJob).visit).toBeUndefined();
  });

  it('leaves out lines in which nothing was typed', () => {
    expect(withoutEmptyLines({ ...typed, lines: [emptyLine, sofa, emptyLine] }).lines).toEqual([sofa]);
    expect(withoutEmptyLines({ ...typed, lines: [emptyLine, emptyLine] }).lines).toEqual([emptyLine]);
  });

  it('names of a job like another one only what is not as it was', () => {
    const before = inputOf(typed);
    expect(changesOf(before, inputOf({ ...typed, date: '2026-12-10' }))).toEqual({ serviceDate: '2026-12-10' });
    expect(changesOf(before, before)).toEqual({});
  });

  it('is told in a sentence', () => {
    expect(jobSentence(typed)).toBe('Sofa for Lea Muster, Landstrasse 12a, Schaan');
    expect(jobSentence({ ...emptyJob, name: 'Lea' })).toBe('Lea');
    expect(jobSentence(emptyJob)).toBe('');
  });
});

describe('a refusal of the API', () => {
  const refusal = (code: string, fields: { field: string; code: string; message: string; remedy?: string }[]) =>
    new RefusedError({ type: 'x', title: 'It cannot be', status: 422, code, requestId: 'r', fields });

  it('stands at the field it names, however the field is called there', () => {
    const { fields, line } = problemsOf(
      refusal('not_releasable', [
        { field: 'body.address', code: 'a', message: 'Not found.', remedy: 'Set the pin.' },
        { field: 'body.job.actions[1].quantity', code: 'b', message: 'Too much.' },
        { field: 'body.windows[0]', code: 'c', message: 'Over.' },
        { field: 'body.retryOf', code: 'd', message: 'Unknown.' },
      ]),
    );
    expect(fields).toEqual({
      address: 'Not found. Set the pin.',
      'actions.1.quantity': 'Too much.',
      'windows.0': 'Over.',
    });
    expect(line).toBe('It cannot be. Retry of: Unknown.');
    expect(problemAt(fields, 'windows')).toBe('Over.');
    expect(problemAt(fields, 'contact')).toBeUndefined();
  });

  it('of a slot stands at the slot', () => {
    expect(problemsOf(refusal('slot_full', [])).fields).toEqual({ slot: 'It cannot be.' });
  });
});

it('is meant by the words for it, and by none of a name', () => {
  for (const words of ['', 'new', 'New job', 'ord', 'add order']) expect(asksForNewJob(words)).toBe(true);
  for (const words of ['n', 'Newman', 'new sofa', 'Jobst']) expect(asksForNewJob(words)).toBe(false);
});
