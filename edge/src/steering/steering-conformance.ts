import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { EdgeShare, SteeringPort } from './steering-port.ts';

/** A far side that a port steers, and how to read what it does with clients now. */
export interface SteeringPeer {
  readonly port: SteeringPort;
  /** The share of each edge as the far side has it, against the largest (100); where it knows in and out alone, 0 or 100. */
  shares(): Promise<Readonly<Record<string, number>>>;
  /** Makes each steering fail from now on, as a host does that refuses. */
  refuse(): void;
  /** It takes connections and answers nothing, until what this returns is called. */
  hang(): () => void;
}

const ids = ['edge-1', 'edge-2', 'edge-3'];
const planOf = (...weights: readonly number[]): EdgeShare[] =>
  ids.map((id, at) => ({ id, url: `https://${id}.example`, weight: weights[at]! }));
const all = planOf(100, 100, 100);

/** What every way of moving traffic must do. Run against a real peer, or a stand-in that replays documented answers. */
export function itSteers(open: () => Promise<SteeringPeer>): void {
  const patience = () => AbortSignal.timeout(5_000);
  const wanted = ({ expresses }: SteeringPort, plan: readonly EdgeShare[]) =>
    Object.fromEntries(plan.map(({ id, weight }) => [id, expresses === 'shares' || weight === 0 ? weight : 100]));

  it('takes an edge out, brings it back in steps, and gives each the share that it can be told', async () => {
    const { port, shares } = await open();
    const steps = [
      [100, 100, 100],
      [0, 100, 100],
      [10, 100, 100],
      [50, 100, 100],
      [100, 50, 10],
      [0, 10, 100],
      [100, 100, 100],
    ];
    for (const weights of steps) {
      await port.steer(planOf(...weights), patience());
      expect(await shares()).toEqual(wanted(port, planOf(...weights)));
    }
  });

  it('does the same twice without harm', async () => {
    const { port, shares } = await open();
    const plan = planOf(0, 100, 50);
    await port.steer(plan, patience());
    await port.steer(plan, patience());
    expect(await shares()).toEqual(wanted(port, plan));
  });

  it('throws with words when the far side refuses, so that it stands in the record', async () => {
    const { port, refuse } = await open();
    refuse();
    await expect(port.steer(all, patience())).rejects.toThrow(/\w{4,}/);
  });

  it('throws when it does not know one of the edges, and does not pretend', async () => {
    const { port } = await open();
    const unknown = { id: 'edge-9', url: 'https://edge-9.example', weight: 100 };
    await expect(port.steer([...all, unknown], patience())).rejects.toThrow(/edge-9/);
  });

  it('does not begin when its time is over', async () => {
    const { port } = await open();
    await expect(port.steer(all, AbortSignal.abort(new Error('over')))).rejects.toThrow();
  });

  it('waits for a far side that hangs until its time is over, and then works again', async () => {
    const { port, shares, hang } = await open();
    await port.steer(planOf(0, 100, 100), patience());
    const wake = hang();
    try {
      const stop = new AbortController();
      let isOver = false;
      const trying = port.steer(all, stop.signal).finally(() => {
        isOver = true;
      });
      const ended = expect(trying).rejects.toThrow();
      await sleep(150);
      expect(isOver).toBe(false);
      stop.abort(new Error('over'));
      await ended;
    } finally {
      wake();
    }
    await port.steer(all, patience());
    expect(await shares()).toEqual(wanted(port, all));
  });
}
