import { describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

describe('the schema of the edge program', () => {
  it.each(['observations', 'edge_traffic', 'request_counts'])(
    'finds what is too old of %s without reading all that is kept',
    (table) => {
      const store = openStore(':memory:');
      const plan = store.db.prepare(`EXPLAIN QUERY PLAN DELETE FROM ${table} WHERE at_ms < 1`).all();
      store.close();
      expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^SEARCH .* USING .*INDEX/)]);
    },
  );
});
