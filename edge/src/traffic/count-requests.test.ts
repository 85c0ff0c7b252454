import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/index.ts';
import { openRequestCounts } from './count-requests.ts';
import { readMetric } from './parse-metrics.ts';
import { STEP_MS } from './seasonal-baseline.ts';

const page = (ok: number, failed: number, other = 0) => `# HELP roundsman_organisation_requests_total Requests
# TYPE roundsman_organisation_requests_total counter
roundsman_organisation_requests_total{door="public",organisation="a",outcome="ok"} ${ok}
roundsman_organisation_requests_total{door="public",organisation="a",outcome="failed"} ${failed}
roundsman_organisation_requests_total{door="tracker",organisation="b",outcome="ok"} ${other}
roundsman_organisation_requests_total{door="tracker",organisation="none",outcome="ok"} ${other}
roundsman_organisation_requests_total{door="public",caller="member",organisation="a",outcome="ok"} ${2 * ok}
roundsman_component_traffic_total{component="outbound-sms",organisation="none",outcome="ok"} 0
roundsman_component_traffic_total{component="outbound-sms",organisation="a",outcome="ok"} ${3 * ok}
roundsman_component_traffic_total{component="something-new",organisation="a",outcome="ok"} ${ok}
roundsman_organisation_requests_total_more{door="public"} 99
process_cpu_seconds_total 1.5
`;

describe('a page of figures', () => {
  it('is read line by line, quotes in labels included, and what cannot be read is left out', () => {
    const text = 'x{name="a \\"b\\" c",empty=""} 1.5e3\nx 7\nx{broken\nx{a="b"} NaN\nxy 1\n';
    expect(readMetric(text, 'x')).toEqual([
      { labels: { name: 'a "b" c', empty: '' }, value: 1500 },
      { labels: {}, value: 7 },
    ]);
  });
});

describe('request counts', () => {
  let store: Store;
  beforeEach(() => {
    store = openStore(':memory:');
  });
  afterEach(() => store.close());
  const at = Date.parse('2026-11-23T08:00:00Z');
  const all = { componentId: 'public-api', organisationId: '' };
  const ofA = { componentId: 'public-api', organisationId: 'a' };

  it('are what came between two pages, over all processes, whole and per organisation', () => {
    const counts = openRequestCounts(store);
    counts.take('one', page(100, 5), at);
    counts.take('two', page(1_000, 0), at);
    counts.take('one', page(110, 6, 3), at + 15_000);
    counts.take('two', page(1_005, 0), at + 15_000);
    counts.flush();
    expect(counts.counts(all, [at])).toEqual([16]);
    expect(counts.counts(ofA, [at])).toEqual([16]);
    expect(counts.counts({ componentId: 'customer-tracker', organisationId: 'b' }, [at])).toEqual([3]);
    // The desk's requests come through the same door and are another component's; a service counts what it did.
    expect(counts.counts({ componentId: 'dispatch-web', organisationId: 'a' }, [at])).toEqual([30]);
    expect(counts.counts({ componentId: 'outbound-sms', organisationId: 'a' }, [at])).toEqual([45]);
    expect(counts.counts({ componentId: 'something-new', organisationId: 'a' }, [at])).toEqual([]);
    // Requests that are nobody's in particular belong to the whole and are no organisation.
    expect(counts.counts({ componentId: 'customer-tracker', organisationId: '' }, [at])).toEqual([6]);
    expect(counts.series().map(({ organisationId }) => organisationId)).not.toContain('none');
    expect(counts.between('public-api', at, at + STEP_MS)).toEqual([{ atMs: at, requests: 16, failed: 1 }]);
  });

  it('begin anew with a process that began anew, and know a silence from a gap in the record', () => {
    const counts = openRequestCounts(store);
    counts.take('one', page(100, 0), at);
    counts.take('one', page(4, 0), at + STEP_MS);
    counts.take('one', page(4, 0), at + 2 * STEP_MS);
    counts.flush();
    expect(counts.counts(all, [at])).toEqual([]);
    expect(counts.counts(all, [at + STEP_MS, at + 2 * STEP_MS, at + 3 * STEP_MS])).toEqual([4, 0]);
  });

  it('are silence for a service that said it works and did nothing, and no word of one that no process told of', () => {
    const counts = openRequestCounts(store);
    const told = (component: string) =>
      `roundsman_component_traffic_total{component="${component}",organisation="none",outcome="ok"} 0\n`;
    counts.take('one', told('notifications'), at);
    counts.take('one', told('notifications'), at + 15_000);
    counts.flush();
    expect(counts.counts({ componentId: 'notifications', organisationId: '' }, [at])).toEqual([0]);
    expect(counts.counts({ componentId: 'outbound-email', organisationId: '' }, [at])).toEqual([]);
  });
});
