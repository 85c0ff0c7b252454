import type { Itinerary } from '@roundsman/api-contract';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { itinerariesQuery } from '../queries/itineraries.ts';
import { makeRefresher } from './refresh.ts';

/** The page's own client wants a browser; what is read here is told by the test. */
const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('../session/client.ts', () => ({ client: { call } }));

const DATE = '2026-11-23';
const NORTH = 'north';
const SOUTH = 'south';

const itinerary = (id: string, branchId: string, serviceDate = DATE) =>
  ({ id, branchId, serviceDate, revision: 1, stops: [], position: null }) as unknown as Itinerary;

describe('news of the day', () => {
  const queryClient = new QueryClient();
  const listOf = (branchId?: string) => queryClient.getQueryData(itinerariesQuery(DATE, branchId).queryKey);
  const known = new Map<string, Itinerary>();
  const reads: string[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    reads.length = 0;
    known.clear();
    queryClient.clear();
    call.mockImplementation(async (_endpoint: unknown, { params }: { params: { itineraryId: string } }) => {
      reads.push(params.itineraryId);
      return known.get(params.itineraryId);
    });
  });
  afterEach(() => vi.useRealTimers());

  const settle = () => vi.advanceTimersByTimeAsync(2000);
  const show = (branchId: string | undefined, ...rows: Itinerary[]) => {
    for (const row of rows) known.set(row.id, row);
    queryClient.setQueryData(itinerariesQuery(DATE, branchId).queryKey, rows);
  };

  it('goes into every list that was read of that day, and only of that branch', async () => {
    show(undefined, itinerary('a', NORTH));
    show(NORTH, itinerary('a', NORTH));
    show(SOUTH);
    known.set('a', { ...itinerary('a', NORTH), revision: 2 });
    known.set('b', itinerary('b', SOUTH));
    makeRefresher(queryClient).add(['itinerary:a', 'itinerary:b']);
    await settle();
    expect(listOf()?.map(({ id, revision }) => `${id}${revision}`)).toEqual(['a2', 'b1']);
    expect(listOf(NORTH)?.map(({ id, revision }) => `${id}${revision}`)).toEqual(['a2']);
    expect(listOf(SOUTH)?.map(({ id }) => id)).toEqual(['b']);
  });

  it('of another branch or day is looked at once, and not at each further word', async () => {
    show(NORTH, itinerary('a', NORTH));
    known.set('s', itinerary('s', SOUTH));
    known.set('t', itinerary('t', NORTH, '2026-11-24'));
    const refresher = makeRefresher(queryClient);
    for (let word = 0; word < 5; word++) {
      refresher.add(['itinerary:s', 'itinerary:t', 'itinerary:a']);
      await settle();
    }
    expect(reads.filter((id) => id === 's' || id === 't')).toEqual(['s', 't']);
    expect(reads.filter((id) => id === 'a')).toHaveLength(5);
    expect(listOf(NORTH)?.map(({ id }) => id)).toEqual(['a']);
  });

  it('counts again once a list has it', async () => {
    show(NORTH, itinerary('a', NORTH));
    known.set('s', itinerary('s', SOUTH));
    const refresher = makeRefresher(queryClient);
    refresher.add(['itinerary:s']);
    await settle();
    show(SOUTH, itinerary('s', SOUTH));
    known.set('s', { ...itinerary('s', SOUTH), revision: 3 });
    refresher.add(['itinerary:s']);
    await settle();
    expect(listOf(SOUTH)?.[0]?.revision).toBe(3);
  });
});
