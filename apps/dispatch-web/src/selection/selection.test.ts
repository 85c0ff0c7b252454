import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScreenSearch } from './screen-search.ts';
import { readSelection, type Selection, type SelectionKind, writeSelection } from './selection.ts';

describe('the selection in the URL', () => {
  const selections = fc.record({
    kind: fc.constantFrom<SelectionKind>('job', 'stop', 'itinerary', 'vehicle'),
    id: fc.uuid(),
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(selections, (selection: Selection) => {
        expect(readSelection(writeSelection(selection))).toEqual(selection);
      }),
    );
  });

  it('reads anything else as nothing chosen', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fc.pre(typeof value !== 'string' || !/^(job|stop|itinerary|vehicle):/.test(value));
        expect(readSelection(value)).toBeNull();
      }),
    );
    expect(readSelection('job:')).toBeNull();
    expect(readSelection('job:<script>')).toBeNull();
    expect(readSelection('planet:0192')).toBeNull();
  });
});

describe('the search part shared by all screens', () => {
  it('keeps what is well formed and drops the rest without a trace', () => {
    expect(
      readScreenSearch({
        date: '2026-11-23',
        select: 'job:0192-ab',
        job: '0192-ab',
        new: 'job',
        itinerary: '0192-cd',
        room: 'ahead',
        other: 1,
      }),
    ).toEqual({
      date: '2026-11-23',
      select: 'job:0192-ab',
      job: '0192-ab',
      new: 'job',
      itinerary: '0192-cd',
      room: 'ahead',
    });
    const wrong = { date: '2026-13-45', select: 'x', job: '../etc', new: 'a b', itinerary: '<x>', room: 'any' };
    // Laid over the URL as the router does it: no malformed value is left.
    expect({ ...wrong, ...readScreenSearch(wrong) }).toEqual({});
    expect(Object.keys(readScreenSearch({}))).toEqual([]);
    expect(readScreenSearch({ date: 20261123, select: ['job:1'], job: null })).toEqual({});
  });
});
