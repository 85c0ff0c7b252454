import { expect, it } from 'vitest';
import { branchEndpoints } from './branches.ts';

it('a branch has a time zone that exists', () => {
  const takes = (zone: string) => branchEndpoints.create.body!.safeParse({ code: 'N', name: 'North', zone }).success;
  for (const zone of ['Europe/Vaduz', 'America/Argentina/Buenos_Aires', 'UTC'])
    expect([zone, takes(zone)]).toEqual([zone, true]);
  for (const zone of ['Europe/Valhalla', '+01:00', '', '𛡘']) expect([zone, takes(zone)]).toEqual([zone, false]);
});
