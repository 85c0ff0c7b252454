import { applyCommand } from '@roundsman/delivery-rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginCompletion,
  commandsOf,
  completedOf,
  outcomeOf,
  setLine,
  setWrong,
  stepsOf,
  whatIsMissing,
  whyItStays,
} from './completion.ts';
import { crewDayOf } from './crew-day-of.ts';
import type { Line } from './load-list.ts';
import { bare, jobStop, line, tour } from './testing-itinerary.ts';

const stop = jobStop('a', [
  line('a1', { quantity: 3, barcode: 'RM1' }),
  line('a2', { kind: 'haul_away', quantity: 1 }),
]);
const signed = { ...stop, job: { ...stop.job!, signatureRequired: true } };
const [first, second] = stop.job!.actions as [Line, Line];
const way = fc.constantFrom('refused' as const, 'damaged' as const, 'missing' as const);
const taps = fc.array(fc.tuple(fc.constantFrom(first, second), way, fc.integer({ min: -2, max: 6 })), {
  maxLength: 20,
});

describe('a completion', () => {
  test('always adds up, however the buttons are tapped, and the rules of the field take it', () => {
    fc.assert(
      fc.property(taps, (steps) => {
        const completion = steps.reduce(
          (before, [on, wrong, quantity]) => setWrong(before, on, wrong, quantity),
          beginCompletion(stop),
        );
        for (const one of [first, second])
          expect(completedOf(one, completion.lines[one.id]!)).toBeGreaterThanOrEqual(0);
        const complete = commandsOf({ id: 'tour' }, stop, completion, new Map(), {}).at(-1)!;
        const day = crewDayOf(
          tour([{ ...stop, state: 'arrived', job: { ...stop.job!, state: 'arrived' } }], { state: 'started' }),
        );
        const result = applyCommand(day, {
          kind: 'complete',
          stopId: 'a',
          results: complete.payload.actions!,
          reason: null,
        });
        expect(result).toMatchObject({ outcome: 'applied' });
        expect(result.outcome === 'applied' && result.day.stops[0]!.job!.state).toBe(outcomeOf(stop, completion));
      }),
    );
  });

  test('leaves the old thing where it is when nothing new is delivered, and the rules of the field take it', () => {
    const swap = jobStop(
      'swap',
      [line('new', { quantity: 1 }), line('old', { kind: 'haul_away', quantity: 1, onlyIfDelivered: 'new' })],
      { state: 'arrived' },
    );
    const [delivery, collection] = swap.job!.actions as [Line, Line];
    const refused = setLine(setWrong(beginCompletion(swap), delivery, 'refused', 1), 'new', { reason: 'unwanted' });
    expect(whyItStays(swap, beginCompletion(swap), collection)).toBeNull();
    expect(whyItStays(swap, refused, collection)).toBe('Stays here: “Thing new” was not delivered.');
    const complete = commandsOf({ id: 'tour' }, swap, refused, new Map(), {}).at(-1)!;
    const day = crewDayOf(tour([{ ...swap, job: { ...swap.job!, state: 'arrived' } }], { state: 'started' }));
    const results = complete.payload.actions!;
    const result = applyCommand(day, { kind: 'complete', stopId: 'swap', results, reason: null });
    expect(result.outcome === 'applied' && result.day.stops[0]!.job!.state).toBe('incomplete');
  });

  test('asks why for what went wrong, and forgets the reason when it went well after all', () => {
    const broken = setWrong(beginCompletion(stop), first, 'damaged', 1);
    expect(whatIsMissing(stop, broken, [])).toBe('Say why for “Thing a1”.');
    const explained = setLine(broken, 'a1', { reason: 'transport' });
    expect(whatIsMissing(stop, explained, [])).toBeNull();
    expect(setWrong(explained, first, 'damaged', 0).lines.a1!.reason).toBeNull();
  });

  test('wants a photo only where the reason needs one', () => {
    const broken = setLine(setWrong(beginCompletion(stop), first, 'damaged', 1), 'a1', { reason: 'transport' });
    const atPhoto = { ...broken, step: 'photo' as const };
    const reasons = [{ code: 'transport', needsPhoto: true }];
    expect(whatIsMissing(stop, atPhoto, reasons)).toBe('Take at least one photo of it.');
    expect(whatIsMissing(stop, { ...atPhoto, photos: ['p'] }, reasons)).toBeNull();
    expect(whatIsMissing(stop, atPhoto, [])).toBeNull();
  });

  test('asks for a name and a signature only where something changed hands', () => {
    expect(stepsOf(signed, beginCompletion(signed))).toEqual(['check', 'photo', 'name', 'signature']);
    const nothing = setWrong(setWrong(beginCompletion(signed), first, 'refused', 3), second, 'refused', 1);
    expect(stepsOf(signed, nothing)).toEqual(['check', 'photo']);
    const service = jobStop('s', [line('s1', { kind: 'service' })]);
    expect(stepsOf(service, beginCompletion(service))).toEqual(['check', 'photo']);
  });

  test('becomes commands in the order of what happened, each file with the command that names it', () => {
    const file = (id: string) => ({ id, contentType: 'image/jpeg', bytes: new Uint8Array(1) });
    const completion = {
      ...setLine(beginCompletion(signed), 'a1', { isChecked: true }),
      photos: ['p1'],
      signature: 's1',
      handedTo: 'household' as const,
      name: ' Maria ',
    };
    const files = new Map(['p1', 's1'].map((id) => [id, file(id)]));
    const commands = commandsOf({ id: 'tour' }, signed, completion, files, {});
    expect(
      commands.map(({ kind, payload, files: own }) => [kind, payload.proofKind, own?.map(({ id }) => id)]),
    ).toEqual([
      ['proof', 'scan', undefined],
      ['proof', 'photo', ['p1']],
      ['proof', 'signature', ['s1']],
      ['complete', undefined, undefined],
    ]);
    expect(commands.at(-1)!.payload).toMatchObject({ handedTo: 'household', name: 'Maria' });
    expect(commands.every(({ stopId, itineraryId }) => stopId === 'a' && itineraryId === 'tour')).toBe(true);
  });

  test('of a stop without a job has nothing to check', () => {
    expect(beginCompletion(bare('depot', 'pickup')).lines).toEqual({});
  });
});
