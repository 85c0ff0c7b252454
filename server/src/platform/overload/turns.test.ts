import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atPriority, type Priority, priorities } from './priority.ts';
import { type Leave, openTurns, TurnRefused } from './turns.ts';

const HOUR = 3_600_000;
const patient = { command: HOUR, change: HOUR, read: HOUR, report: HOUR };
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the row before the database', () => {
  const open = (places: number, mostWaiting: number) =>
    openTurns({ places, mostWaiting, monotonicMilliseconds: () => 0, patienceMilliseconds: patient });

  it('lets in no more than there are places, what matters more first and then who came first, and has an end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.constantFrom(...priorities), { maxLength: 25 }),
        async (places, mostWaiting, asked) => {
          const turns = open(places, mostWaiting);
          const inside: Leave[] = [];
          const came: number[] = [];
          const refused: number[] = [];
          asked.forEach((priority, at) => {
            turns.take(priority).then(
              (leave) => {
                came.push(at);
                inside.push(leave);
              },
              () => refused.push(at),
            );
          });
          await settle();
          expect(inside.length).toBeLessThanOrEqual(places);
          expect(turns.waiting()).toBeLessThanOrEqual(mostWaiting);
          const first = came.length;
          while (inside.length > 0) {
            inside.shift()!();
            await settle();
          }
          expect(came.length + refused.length).toBe(asked.length);
          const rank = (at: number) => priorities.indexOf(asked[at]!) * 1_000 + at;
          const later = came.slice(first);
          expect(later).toEqual([...later].sort((a, b) => rank(a) - rank(b)));
          // Nobody was sent away while somebody who matters less stayed in the row to the end.
          const least = Math.max(-1, ...later.map((at) => priorities.indexOf(asked[at]!)));
          for (const at of refused) expect(priorities.indexOf(asked[at]!)).toBeGreaterThanOrEqual(least);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('stands where the work that asks was begun', async () => {
    const turns = open(1, 10);
    const leave = await turns.take();
    const order: Priority[] = [];
    const ask = (priority: Priority) =>
      atPriority(priority, async () => {
        await settle();
        const next = await turns.take();
        order.push(priority);
        next();
      });
    const asked = [ask('report'), ask('read'), ask('command')];
    await settle();
    await settle();
    leave();
    await Promise.all(asked);
    expect(order).toEqual(['command', 'read', 'report']);
  });

  it('refuses who waited too long, and a wait that nobody was spared is a standing one', async () => {
    let now = 0;
    const turns = openTurns({
      places: 1,
      mostWaiting: 10,
      monotonicMilliseconds: () => now,
      patienceMilliseconds: { ...patient, report: 20 },
    });
    const leave = await turns.take('read');
    expect(turns.standingWait('read')).toBe(0);
    const read = turns.take('read');
    now = 700;
    expect(turns.standingWait('read')).toBe(700);
    await expect(turns.take('report')).rejects.toBeInstanceOf(TurnRefused);
    leave();
    (await read)();
    expect(turns.standingWait('read')).toBe(700);
    expect(turns.standingWait('read')).toBe(0);
  });
});
