import type { FleetEdge, FleetReach } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import {
  accountWords,
  answerWords,
  edgeState,
  fleetSentence,
  isClientsWordAlone,
  isOneNetworksWord,
  reachWords,
  seenWords,
  waySentence,
  wayState,
} from './edge-words.ts';

const edge = (more: Partial<FleetEdge> = {}): FleetEdge => ({
  edge: 'edge-1',
  name: 'Edge 1',
  url: 'https://edge-1.example.com',
  weight: 100,
  since: '2026-11-23T08:00:00Z',
  lastBad: null,
  relapses: 0,
  isHeld: false,
  evidence: { edge: 'edge-1', score: 0, threshold: 18, isIll: false, networks: [] },
  handDrain: null,
  ...more,
});

describe('words about edges', () => {
  it('say who took an edge out', () => {
    expect(edgeState(edge()).words).toBe('Well');
    expect(edgeState(edge({ weight: 0 })).words).toBe('Out: taken out by the monitor');
    expect(edgeState(edge({ weight: 0, isHeld: true })).words).toBe('Out: taken out by hand');
    expect(edgeState(edge({ weight: 50 })).words).toBe('Coming back');
    const suspect = { edge: 'edge-1', score: 9, threshold: 18, isIll: false, networks: [] };
    expect(edgeState(edge({ evidence: suspect }))).toEqual({ words: 'Suspect', tone: 'suspect' });
  });

  it('say which way of steering does not do as told, and not of one that is only being told', () => {
    const way = (name: string, state: 'confirmed' | 'trying' | 'resting', fault: string | null = null) =>
      ({ name, expresses: 'shares', state, since: null, fault }) as const;
    const ways = [way('dns', 'confirmed'), way('azure', 'trying'), way('haproxy', 'trying', 'connect ENOENT')];
    expect(ways.map((one) => wayState(one).words)).toEqual([
      'As planned',
      'Being told',
      'Not as planned, trying again',
    ]);
    expect(waySentence(ways)).toBe('haproxy does not do as told');
    expect(waySentence(ways.slice(0, 2))).toBe('Ways of steering');
    expect(wayState(way('dns', 'resting')).words).toBe('Left alone');
  });

  it('say who looks when that is too little, and that nobody gets an answer', () => {
    const reach: FleetReach = {
      state: 'reached',
      since: null,
      places: ['probes of a', 'probes of b'],
      placesWithout: [],
      networks: 9,
      networksWithout: 0,
    };
    const words = (more: Partial<FleetReach>, edges = 3) => reachWords({ ...reach, ...more }, edges, '09:10:11')?.words;
    expect(words({})).toBeUndefined();
    expect(words({ places: ['probes of a'] })).toContain('Only one place looks');
    expect(words({ places: ['probes of a'] }, 1)).toBeUndefined();
    expect(words({ state: 'unknown', places: [] })).toBe('Nobody looks at the edges at the moment.');
    expect(words({ state: 'unreached' })).toBe(
      'Nobody who looks gets an answer over any edge, since 09:10:11: 2 places look.',
    );
    expect(words({ state: 'clients_fail', networksWithout: 6 })).toContain('6 of 9 networks');
    expect(words({ state: 'place_cut_off', places: ['probes of a'] })).toContain('its own line is cut');
  });

  it('say of an account that is refused that it is its own fault', () => {
    expect(accountWords({ state: 'signed_in', since: null, why: null }, null)).toBeNull();
    expect(accountWords({ state: 'none', since: null, why: null }, null)).toContain('without signing in');
    const why = 'signing in is refused: status 401, wrong_credentials';
    expect(accountWords({ state: 'refused', since: '2026-11-23T08:00:00Z', why }, '09:00:00')).toContain(
      `not let in since 09:00:00 (${why})`,
    );
  });

  it('say that clients alone report trouble, when that is what it is', () => {
    const networks = ['a', 'b'].map((network) => ({ network, score: 11, good: 0, bad: 40 }));
    const accused = edge({ evidence: { ...edge().evidence, score: 5.4, networks } });
    expect(isClientsWordAlone(accused)).toBe(true);
    expect([edgeState(accused).words, isOneNetworksWord(accused)]).toEqual(['Well', false]);
    expect(isClientsWordAlone(edge({ evidence: { ...accused.evidence, score: 17 } }))).toBe(false);
  });

  it('say who was told of a change, and of a dry run that nobody was', () => {
    const change = {
      id: '1',
      at: '2026-11-23T08:00:00Z',
      edge: 'edge-1',
      kind: 'drain',
      weight: 0,
      why: 'beaten',
      by: 'monitor',
      isDryRun: false,
      evidence: edge().evidence,
      results: [
        { port: 'dns', milliseconds: 12, fault: null },
        { port: 'azure', milliseconds: 60_000, fault: 'no answer within 60 s' },
      ],
    } as const;
    expect(answerWords({ ...change, results: [...change.results] })).toBe(
      'list of edges · dns: 12 ms · azure: no answer within 60 s',
    );
    expect(answerWords({ ...change, results: [] })).toBe('list of edges');
    expect(answerWords({ ...change, isDryRun: true, results: [] })).toBe('nobody was told');
  });

  it('say what carries the traffic', () => {
    const others = [edge({ name: 'Edge 2', weight: 0 }), edge({ name: 'Edge 3' })];
    expect(fleetSentence([edge()])).toBe('Edge 1 carries all of the traffic');
    expect(fleetSentence([edge(), edge()])).toBe('Both edges carry traffic');
    expect(fleetSentence([edge(), ...others])).toBe('Edge 2 is out: 2 of 3 carry the traffic');
    const ill = edge({ name: 'Edge 4', evidence: { ...edge().evidence, isIll: true } });
    expect(fleetSentence([ill, ...others])).toBe('Edge 4 is ill, Edge 2 is out: 2 of 3 carry the traffic');
    expect(fleetSentence([edge(), ill])).toBe('Edge 4 is ill: both edges carry traffic');
  });

  it('never call a fleet sound of which one edge loses much, and say whose word it is', () => {
    const network = (name: string, score: number) => ({ network: name, score, good: 2, bad: 120 });
    const evidence = { ...edge().evidence, score: 11, networks: [network('a', 11), network('b', 0)] };
    const suspect = edge({ name: 'Edge 5', evidence });
    expect(fleetSentence([edge(), suspect])).toBe('Edge 5 is suspect: both edges carry traffic');
    expect(isOneNetworksWord(suspect)).toBe(true);
    // Out already: there is nothing left to explain.
    expect(isOneNetworksWord({ ...suspect, weight: 0 })).toBe(false);
    const seenByTwo = { ...evidence, networks: [network('a', 6), network('b', 5)] };
    expect([isOneNetworksWord(edge({ evidence: seenByTwo })), isOneNetworksWord(edge())]).toEqual([false, false]);
  });

  it('say that nothing was seen rather than none of none', () => {
    expect(seenWords([])).toBe('nothing yet');
    expect(seenWords([{ network: 'a', score: 0, good: 10.4, bad: 1.2 }])).toBe('1 of 12');
  });
});
