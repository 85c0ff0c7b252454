import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from './profiles.ts';
import type { RunResult } from './run-profile.ts';

/**
 * The drill in a form of a minute, as one command: over network namespaces as root, over TCP proxies otherwise. What must hold on any machine,
 * however busy.
 */
const PROFILES: readonly Profile[] = ['A', 'E', 'H'];

describe('September 13, reduced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-drill-test-'));
  const results = new Map<Profile, RunResult>();
  beforeAll(async () => {
    const options = ['--form', 'test', '--profile', PROFILES.join(','), '--seed', '13', '--folder', folder];
    const drill = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...options], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = (await once(drill, 'exit')) as [number | null];
    expect(code).toBe(0);
    for (const profile of PROFILES)
      results.set(profile, JSON.parse(readFileSync(join(folder, `${profile}-8-13.json`), 'utf8')) as RunResult);
  }, 400_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Whatever the network does, what users were promised holds. */
  const expectNothingLost = ({ figures, faults, means }: RunResult) => {
    expect(figures.clientRequests).toBeGreaterThan(50);
    expect(Object.entries(faults).filter(([what]) => what.startsWith('ours'))).toEqual([]);
    expect(figures.failedClientRequests).toBe(0);
    expect(figures).toMatchObject({
      operatorWritesLost: 0,
      operatorWritesDoubled: 0,
      apiWritesLost: 0,
      apiWritesDoubled: 0,
      feedEventsMissed: 0,
      feedEventsDoubled: 0,
      falseEjections: 0,
    });
    expect(figures.operatorWritesRecorded).toBeGreaterThan(10);
    expect(figures.appRestarts).toBeGreaterThan(0);
    // That its own health check stayed green is held by the drill itself; here only that it was asked.
    if (means === 'network namespaces') expect(figures.ownChecksAsked).toBeGreaterThan(10);
  };

  // On a busy machine a person may have been called as well.
  const drainsOf = ({ changes }: RunResult) => changes.filter(({ kind }) => kind === 'drain').map(({ edge }) => edge);

  it('A: congestion at one edge fails nobody, is named, and its traffic moves', () => {
    const result = results.get('A')!;
    expectNothingLost(result);
    expect(drainsOf(result)).toEqual(['edge-1']);
    expect(result.figures.incidentDraftedSeconds).not.toBeNull();
  });

  it('E: answers that vanish after the write happened neither lose nor double it', () => {
    const result = results.get('E')!;
    expectNothingLost(result);
    expect(drainsOf(result)).toEqual(['edge-1']);
    // A client that asks once waits for as long as the fault lasts, or for its time-out: it was really there.
    expect(result.figures.ways.plain!.gray.worst).toBeGreaterThan(2_000);
  });

  it('H: a flaky network of clients condemns no edge', () => {
    const result = results.get('H')!;
    expectNothingLost(result);
    expect(drainsOf(result)).toEqual([]);
  });
});
