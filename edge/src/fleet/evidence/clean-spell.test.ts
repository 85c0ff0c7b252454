import { expect, test } from 'vitest';
import { openCleanSpell } from './clean-spell.ts';

const probe = { witness: 'probe', place: 'here', doubt: 0, proof: 0.16 } as const;
const complaint = { witness: 'client', place: 'a', doubt: 2.7, proof: 0 } as const;

/** Clients complained until moment 0; since then one place looks each second and finds it well. */
const openAfterComplaints = () => {
  const spell = openCleanSpell();
  for (let times = 0; times < 4; times++) spell.saw({ ...complaint, atMs: 0 });
  return spell;
};

test('clients that complained and fell silent ask for more looks once the probes found it well for a while, until those are enough', () => {
  const spell = openAfterComplaints();
  const disputed: number[] = [];
  for (let second = 1; second <= 60; second++) {
    spell.saw({ ...probe, atMs: second * 1_000 });
    if (!spell.isDisputed(second * 1_000)) continue;
    disputed.push(second);
    for (let more = 1; more < 4; more++) spell.saw({ ...probe, atMs: second * 1_000 + more * 250 });
  }
  expect(disputed[0]).toBe(16);
  expect(disputed.at(-1)).toBeLessThan(30);
  expect(spell.clean(60_000)).toEqual({ looks: 60 + 3 * disputed.length, places: 1 });
});

test('clients that go on complaining, a probe that broke the spell and probes that are silent hurry nobody', () => {
  const [going, broken, silent, calm] = [
    openAfterComplaints(),
    openAfterComplaints(),
    openAfterComplaints(),
    openCleanSpell(),
  ];
  for (let second = 1; second <= 20; second++) {
    for (const spell of [going, broken, calm]) spell.saw({ ...probe, atMs: second * 1_000 });
    if (second <= 4) silent.saw({ ...probe, atMs: second * 1_000 });
    going.saw({ ...complaint, atMs: second * 1_000 });
  }
  broken.saw({ ...probe, proof: 0, doubt: 9, atMs: 20_500 });
  broken.saw({ ...probe, atMs: 21_000 });
  for (const spell of [going, broken, silent, calm]) expect(spell.isDisputed(21_000)).toBe(false);
});
