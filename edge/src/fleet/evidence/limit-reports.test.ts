import { expect, it } from 'vitest';
import { openReportLimit } from './limit-reports.ts';

const taken = (limit: ReturnType<typeof openReportLimit>, network: string, times: number, atMs: number) =>
  Array.from({ length: times }, () => limit.take(network, atMs)).filter(({ isTaken }) => isTaken).length;

it('takes a burst and then twenty a second of one network, and those of another as if it were alone', () => {
  const limit = openReportLimit();
  expect(taken(limit, 'a', 500, 0)).toBe(120);
  expect(limit.take('a', 0)).toEqual({ isTaken: false, seconds: 1 });
  expect(taken(limit, 'a', 500, 1_000)).toBe(20);
  expect(taken(limit, 'b', 500, 1_000)).toBe(120);
  expect(taken(limit, 'a', 500, 600_000)).toBe(120);
});

it('has networks beyond its memory share one bucket, until there is room again', () => {
  const limit = openReportLimit();
  for (let at = 0; at < 10_000; at++) limit.take(`network ${at}`, 0);
  const strangers = () =>
    Array.from({ length: 1_000 }, (_, at) => limit.take(`stranger ${at}`, 10)).filter((one) => one.isTaken);
  expect(strangers()).toHaveLength(120);
  expect(taken(limit, 'network 7', 500, 10)).toBe(119);
  expect(taken(limit, 'stranger 7', 500, 60_000)).toBe(120);
});
