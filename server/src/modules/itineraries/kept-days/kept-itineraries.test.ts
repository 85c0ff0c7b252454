import type { Itinerary } from '@roundsman/api-contract';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ItineraryRow } from '../read-itineraries.ts';
import { KeptItineraries } from './kept-itineraries.ts';

const row = (id: string, revision = 1) => ({ id, revision }) as ItineraryRow;
const nothing = { everything: false, jobIds: new Set<string>(), itineraryIds: new Set<string>() };

describe('itineraries that were presented', () => {
  let kept: KeptItineraries;
  let presented: string[];
  beforeEach(() => {
    kept = new KeptItineraries();
    presented = [];
  });

  /** Each has two stops with jobs of its own. */
  const present = async (rows: readonly ItineraryRow[]) => {
    presented.push(...rows.map(({ id }) => id));
    return rows.map(
      ({ id, revision }) => ({ id, revision, stops: [{ jobId: `${id}1` }, { jobId: `${id}2` }] }) as Itinerary,
    );
  };
  const read = (rows: readonly ItineraryRow[], isUpToDate = true) => kept.read(rows, present, () => isUpToDate);

  it('are presented once, and stand in the order of their rows', async () => {
    await read([row('b')]);
    expect((await read([row('a'), row('b'), row('c')])).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(presented).toEqual(['b', 'a', 'c']);
  });

  it('are presented again when they or one of their jobs changed, and no others', async () => {
    const rows = [row('a'), row('b'), row('c')];
    await read(rows);
    kept.drop({ ...nothing, itineraryIds: new Set(['a']), jobIds: new Set(['c2', 'of another date']) });
    presented = [];
    await read(rows);
    expect(presented).toEqual(['a', 'c']);
    kept.drop({ ...nothing, everything: true });
    presented = [];
    await read(rows);
    expect(presented).toEqual(['a', 'b', 'c']);
  });

  it('are presented again when their row is another, whatever the log says', async () => {
    await read([row('a')]);
    expect(await read([row('a', 2)])).toMatchObject([{ revision: 2 }]);
    expect(presented).toEqual(['a', 'a']);
  });

  it('are neither used nor kept where the transaction sees something else', async () => {
    await read([row('a')]);
    await read([row('a'), row('b')], false);
    expect(presented).toEqual(['a', 'a', 'b']);
    await read([row('b')]);
    expect(presented).toEqual(['a', 'a', 'b', 'b']);
  });

  it('are forgotten by their stops, those presented first before the others', async () => {
    await read([row('a'), row('b'), row('c')]);
    expect([kept.size, kept.forget(4), kept.size]).toEqual([9, 6, 3]);
    presented = [];
    await read([row('a'), row('b'), row('c')]);
    expect(presented).toEqual(['a', 'b']);
    expect([kept.forget(100), kept.size]).toEqual([9, 0]);
  });
});
