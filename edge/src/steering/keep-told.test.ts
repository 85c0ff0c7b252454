import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { movableClock } from '../testing/index.ts';
import { keepTold, type PortAnswer } from './keep-told.ts';
import type { EdgeShare } from './steering-port.ts';

const plan = (...weights: number[]): EdgeShare[] =>
  weights.map((weight, at) => ({ id: `edge-${at + 1}`, url: `https://edge-${at + 1}.example`, weight }));
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A far side that answers when the test says so; what it was told stands in `tries`, in order. */
function open(patienceMs = 60_000) {
  const clock = movableClock('2026-11-23T08:00:00Z');
  const answers: PortAnswer[] = [];
  const tries: { readonly weights: number[]; answer(fault?: string): Promise<unknown> }[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const told = keepTold({
    clock,
    log: pino({ level: 'silent' }),
    random: () => 1,
    onAnswer: (answer) => answers.push(answer),
    port: {
      name: 'far side',
      expresses: 'shares',
      patienceMs,
      toldAgainMs: 5_000,
      steer: async (edges, signal) => {
        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        try {
          await new Promise<void>((resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            tries.push({
              weights: edges.map(({ weight }) => weight),
              answer: (fault) => {
                if (fault === undefined) resolve();
                else reject(new Error(fault));
                return settled();
              },
            });
          });
        } finally {
          atOnce--;
        }
      },
    },
  });
  return { clock, answers, tries, told, mostAtOnce: () => mostAtOnce, weights: () => tries.map((one) => one.weights) };
}

describe('a steering port', () => {
  it('is tried again until it confirms, after one second, then two, never more than a minute', async () => {
    const { clock, answers, tries, told } = open();
    told.tell(plan(0, 100), 'c1');
    await tries[0]!.answer('the far side is busy');
    expect(told.state()).toMatchObject({ state: 'trying', fault: 'the far side is busy' });
    const waits: number[] = [];
    for (let times = 1; times < 10; times++) {
      let waited = 0;
      while (tries.length === times) {
        clock.move(500);
        waited += 500;
        told.tick(true);
      }
      waits.push(waited);
      await tries[times]!.answer(times === 9 ? undefined : 'the far side is busy');
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(told.state()).toMatchObject({ state: 'confirmed', fault: null });
    expect(answers.at(-1)).toEqual({ changeId: 'c1', port: 'far side', milliseconds: 243_000, fault: null });
  });

  it('says since when it is not as it should be, and what the last try met', async () => {
    const { clock, tries, told } = open();
    expect(told.state()).toMatchObject({ state: 'resting', sinceMs: null });
    told.tell(plan(100, 100), null);
    await tries[0]!.answer();
    const confirmedMs = clock.now().getTime();
    expect(told.state()).toMatchObject({ state: 'confirmed', sinceMs: confirmedMs });
    clock.move(5_000);
    told.tick(true);
    expect(told.state()).toMatchObject({ state: 'confirmed', sinceMs: confirmedMs });
    await tries[1]!.answer('reloading');
    clock.move(1_000);
    told.tick(true);
    await tries[2]!.answer('reloading');
    expect(told.state()).toMatchObject({ state: 'trying', sinceMs: confirmedMs + 5_000, fault: 'reloading' });
    told.tell(plan(0, 100), 'c1');
    expect(told.state()).toMatchObject({ state: 'trying', sinceMs: confirmedMs + 5_000, fault: 'reloading' });
  });

  it('gets one plan at a time, and of those that came meanwhile the newest alone', async () => {
    const { answers, tries, told, weights, mostAtOnce } = open();
    told.tell(plan(10, 100), 'c1');
    told.tell(plan(50, 100), 'c2');
    told.tell(plan(100, 100), 'c3');
    told.tell(plan(0, 100), 'c4');
    expect(weights()).toEqual([[10, 100]]);
    await tries[0]!.answer();
    expect(weights()).toEqual([
      [10, 100],
      [0, 100],
    ]);
    await tries[1]!.answer();
    expect(mostAtOnce()).toBe(1);
    expect(answers.map(({ changeId, fault }) => [changeId, fault])).toEqual([
      ['c2', 'a later change came before it was confirmed'],
      ['c3', 'a later change came before it was confirmed'],
      ['c1', null],
      ['c4', null],
    ]);
  });

  it('does not wait out the back-off of an older plan when there is a newer one', async () => {
    const { tries, told, weights } = open();
    told.tell(plan(10, 100), 'c1');
    await tries[0]!.answer('busy');
    told.tell(plan(0, 100), 'c2');
    expect(weights().at(-1)).toEqual([0, 100]);
  });

  it('is told again what it confirmed, now and then, but only by who acts', async () => {
    const { clock, tries, told, weights } = open();
    told.tell(plan(0, 100), null);
    await tries[0]!.answer();
    clock.move(4_999);
    told.tick(true);
    clock.move(1);
    told.tick(false);
    expect(tries).toHaveLength(1);
    told.tick(true);
    expect(weights()).toEqual([
      [0, 100],
      [0, 100],
    ]);
  });

  it('rests when another program acts: what is under way is broken off and not tried again', async () => {
    const { clock, tries, told, answers } = open();
    told.tell(plan(0, 100), 'c1');
    told.rest();
    await settled();
    clock.move(600_000);
    told.tick(true);
    expect([tries.length, told.state().state, answers]).toEqual([1, 'resting', []]);
    told.tell(plan(0, 100), null);
    await tries[1]!.answer();
    expect(told.state().state).toBe('confirmed');
    expect(answers).toMatchObject([{ changeId: 'c1', fault: null }]);
  });

  it('is given up for this time when it does not answer', async () => {
    const { told, answers, tries } = open(20);
    told.tell(plan(0, 100), 'c1');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(answers).toMatchObject([{ changeId: 'c1', fault: 'no answer within 0.02 s' }]);
    expect([tries.length, told.state().state]).toEqual([1, 'trying']);
  });
});
