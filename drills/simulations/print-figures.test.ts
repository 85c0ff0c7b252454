import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBetween } from '../write-between.ts';
import { printSimulations } from './print-figures.ts';

test('what the page says of simulations is what they showed', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'redundancy.md'), 'utf8');
  const printed = printSimulations(join(import.meta.dirname, 'results'));
  for (const [name, text] of Object.entries(printed)) expect(readBetween(page, name)).toBe(text);
});

test('alarms that were false, edges drained though all are ill, and persons who were not called are said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-simulations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const keep = (name: string, figures: object) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(figures));
  const badSpells = { count: 2_000, seconds: 120, share: 0.2 };
  keep('fleet-year-20', { requestsPerSecond: 20, shareBeaten: 0.002, badSpells, falseAlarms: 7 });
  const spells = [
    { share: 0.07, perSecond: 2, drains: 1, pages: 48 },
    { share: 0.5, perSecond: 20, drains: 0, pages: 50 },
  ];
  keep('fleet-all-ill', { spellsEach: 50, spells });
  keep('fleet-one-ill-1', { requestsPerSecond: 1, spells: 50, medianSeconds: 5.3, p95Seconds: null });
  expect(printSimulations(folder)).toEqual({
    'simulated fleet':
      'A simulated year without an ill edge, in which 2,000 times one client network loses 20 % of its requests for 120 s, had 7 false alarms at 20 requests/s.',
    'simulated troubles':
      'In simulation an edge is drained in 1 of 100 spells of two minutes in which all three edges are ill alike (7 % to 50 % of requests bad, 2 requests/s and 20 requests/s); a person is called in all but 2 at 7 % and 2 requests/s. One edge that loses every third request is named after 5.3 s at 1 request/s (95 %: more than two minutes; 50 spells), two places of probes looking.',
    'simulated traffic': 'Still to be simulated.',
  });
});
