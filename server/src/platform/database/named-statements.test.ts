import { describe, expect, it } from 'vitest';

import { StatementNames } from './named-statements.ts';

describe('statements that are said often', () => {
  it('get a name the third time, the same one ever after', () => {
    const names = new StatementNames();
    const said = Array.from({ length: 5 }, () => names.named({ text: 'SELECT 1', values: [] }));
    expect(said.map((one) => 'name' in one && one.name)).toEqual([false, false, 'often_1', 'often_1', 'often_1']);
  });

  it('are told apart by their words, and bounded in number', () => {
    const names = new StatementNames();
    const namedOnes = new Set<unknown>();
    for (let round = 0; round < 3; round++) {
      for (let number = 0; number < 1_000; number++) {
        const one: { text: string; name?: string } = names.named({ text: `SELECT ${number}` });
        if (one.name !== undefined) namedOnes.add(one.name);
      }
    }
    expect(namedOnes.size).toBe(300);
  });

  it('keep the name they came with; several at once and what reads its own answers stay as they are', () => {
    const names = new StatementNames();
    const own = { text: 'SELECT 2', name: 'mine' };
    const cursor = { text: 'SELECT 3', submit: () => {} };
    for (let times = 0; times < 4; times++) {
      expect(names.named(own)).toBe(own);
      expect(names.named(cursor)).toBe(cursor);
      expect(names.named('BEGIN; SELECT 4')).toBe('BEGIN; SELECT 4');
    }
  });
});
