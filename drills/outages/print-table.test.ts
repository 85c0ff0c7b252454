import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBetween, replaceBetween } from '../write-between.ts';
import { printOutages } from './print-table.ts';

const project = join(import.meta.dirname, '..', '..');
const messageResults = join(project, 'bench', 'messages', 'results');

test('what the page says of single outages is what their kept results say', () => {
  const page = readFileSync(join(project, 'docs', 'redundancy.md'), 'utf8');
  expect(readBetween(page, 'outages')).toBe(printOutages(join(import.meta.dirname, 'results'), messageResults).trim());
});

test('a promise that was broken stands in the table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-outages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const phase = { count: 9, p50: 10, p95: 20, p99: 30, worst: 40 };
  const way = { requests: 9, failed: 1, failedShare: 0.1, healthy: phase, gray: phase, recovered: phase };
  const felt = {
    ...{ name: 'platform-killed', title: 'One is killed', startedAt: '2026-01-01T10:00:00.000Z' },
    ...{ phases: { grayFrom: 10_000, grayTo: 32_600, end: 50_000 }, ours: way, plain: { ...way, failed: 4 } },
    ...{ failingUntilSeconds: 3, wellAgainSeconds: 1.5, apiWrites: { asked: 5, lost: 1, doubled: 0 } },
    ...{ crewWrites: { recorded: 6, lost: 0, doubled: 2, restarts: 0 }, feed: { missed: 0, doubled: 0 }, faults: {} },
    ...{ promised: { failsNobody: true, wellAgainWithinSeconds: 0 }, broken: ['1 API writes were lost'] },
    ...{ machine: { cores: 2, loadBefore: 1, loadAfter: 2 }, versions: { commit: 'abc1234', node: 'v24.0.0' } },
  };
  writeFileSync(join(folder, 'platform-killed.json'), JSON.stringify(felt));
  expect(printOutages(folder, folder).split('\n')[2]).toBe(
    '| `platform-killed` | One is killed | 22.6 s | 1 of 9 | 30 ms; 40 ms | 30 ms | 1.5 s | 4 of 9 | 1 / 0 of 5; 0 / 2 of 6 | 0 / 0 | **broken**: 1 API writes were lost | 1 to 2 on 2 | 2026-01-01; abc1234 |',
  );
});

test('only what stands between the marks of its name is written', () => {
  const page = replaceBetween(
    'a\n<!-- x: written by a program, from kept results -->\nold\n<!-- end of x -->\nb\n',
    'x',
    'new\n',
  );
  expect(page).toMatch(/^a\n<!-- x: .*-->\n\nnew\n\n<!-- end of x -->\nb\n$/);
  expect(readBetween(page, 'x')).toBe('new');
  expect(() => readBetween('a', 'x')).toThrow('has no');
});
