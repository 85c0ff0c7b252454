import { expect, it } from 'vitest';
import { type Fix, trackLines } from './track-lines.ts';

const fix = (at: string, lon: number): Fix => ({ at: `2026-11-23T${at}Z`, lon, lat: 47.1, speedMetersPerSecond: null });

it('draws a track as it was recorded, and makes up no way where nothing was heard', () => {
  const fixes = [
    fix('08:00:00', 9.5),
    fix('08:00:10', 9.51),
    fix('08:05:10', 9.52),
    fix('08:10:11', 9.6),
    fix('08:20:00', 9.7),
    fix('08:20:10', 9.71),
  ];
  expect(trackLines(fixes)).toEqual([
    [
      [9.5, 47.1],
      [9.51, 47.1],
      [9.52, 47.1],
    ],
    [
      [9.7, 47.1],
      [9.71, 47.1],
    ],
  ]);
  expect(trackLines([])).toEqual([]);
});
