import type { Itinerary } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { crewChange, jobOrder, possibleChanges, reversedOrder, withRoles } from './itinerary-changes.ts';

const stop = (jobId: string | null, state = 'planned', kind = 'job') =>
  ({ id: `s-${jobId}`, jobId, state, kind }) as Itinerary['stops'][number];
const itinerary = (state: Itinerary['state'], stops: Itinerary['stops'], vehicleId: string | null = 'v1') =>
  ({ state, stops, vehicleId }) as Itinerary;
const two = [stop('a'), stop('b')];

describe('what may be changed of an itinerary', () => {
  it('is everything before it starts, and all but its being while it runs', () => {
    const everything = { crew: true, breaks: true, reverse: true, remove: true };
    expect(possibleChanges(itinerary('draft', two))).toEqual(everything);
    expect(possibleChanges(itinerary('dispatched', two))).toEqual(everything);
    expect(possibleChanges(itinerary('started', two))).toEqual({ ...everything, remove: false });
  });

  it('is nothing once it is over', () => {
    const nothing = { crew: false, breaks: false, reverse: false, remove: false };
    expect(possibleChanges(itinerary('finished', two))).toEqual(nothing);
    expect(possibleChanges(itinerary('cancelled', two))).toEqual(nothing);
  });

  it('needs a vehicle to be timed by, and two visits to be turned round', () => {
    expect(possibleChanges(itinerary('draft', two, null))).toMatchObject({ crew: true, breaks: false, reverse: false });
    expect(possibleChanges(itinerary('started', [stop('a', 'done'), stop('b')]))).toMatchObject({ reverse: false });
  });
});

describe('an itinerary turned round', () => {
  it('keeps what has begun in front, and names each job once', () => {
    const stops = [stop('a', 'done'), stop('b', 'arrived'), stop('d', 'planned', 'pickup'), stop('c'), stop('d')];
    expect(jobOrder({ stops })).toEqual(['a', 'b', 'c', 'd']);
    expect(reversedOrder({ stops })).toEqual(['a', 'b', 'd', 'c']);
  });
});

describe('another crew', () => {
  const mia = { operatorId: 'mia', name: 'Mia', role: 'driver' as const };
  const jon = { operatorId: 'jon', name: 'Jon', role: 'installer' as const };

  it('says who comes on and who goes off', () => {
    expect(crewChange([mia, jon], [{ operatorId: 'jon' }, { operatorId: 'ben' }])).toEqual({
      on: ['ben'],
      off: ['mia'],
    });
  });

  it('keeps the roles of those who stay, and somebody drives', () => {
    expect(withRoles(['jon', 'mia', 'ben'], [mia, jon])).toEqual([
      { operatorId: 'jon', role: 'installer' },
      { operatorId: 'mia', role: 'driver' },
      { operatorId: 'ben', role: 'helper' },
    ]);
    expect(withRoles(['jon', 'ben'], [mia, jon])).toEqual([
      { operatorId: 'jon', role: 'driver' },
      { operatorId: 'ben', role: 'helper' },
    ]);
  });
});
