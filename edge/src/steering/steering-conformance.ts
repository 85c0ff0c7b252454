import { expect, it } from 'vitest';
import type { EdgeShare, SteeringPort } from './steering-port.ts';

/** A far side that a port steers, and how to read what it does with clients now. */
export interface SteeringPeer {
  readonly port: SteeringPort;
  /** Ids of the edges that get new clients. */
  serving(): Promise<string[]>;
  /** Makes the next steering fail, as a host does that refuses; null when this peer cannot. */
  readonly refuseNext: (() => void) | null;
}

const share = (id: string, weight: number): EdgeShare => ({ id, url: `https://${id}.example`, weight });
const all = [share('edge-1', 100), share('edge-2', 100), share('edge-3', 100)];

/** What every way of moving traffic must do. Run against a real peer, or a stand-in that replays documented answers. */
export function itSteers(open: () => Promise<SteeringPeer>): void {
  const patience = () => AbortSignal.timeout(5_000);

  it('takes a drained edge out and brings it back', async () => {
    const { port, serving } = await open();
    await port.steer(all, patience());
    expect(await serving()).toEqual(['edge-1', 'edge-2', 'edge-3']);
    await port.steer([share('edge-1', 0), ...all.slice(1)], patience());
    expect(await serving()).toEqual(['edge-2', 'edge-3']);
    await port.steer([share('edge-1', 10), ...all.slice(1)], patience());
    expect(await serving()).toEqual(['edge-1', 'edge-2', 'edge-3']);
  });

  it('does the same twice without harm', async () => {
    const { port, serving } = await open();
    const plan = [share('edge-1', 0), ...all.slice(1)];
    await port.steer(plan, patience());
    await port.steer(plan, patience());
    expect(await serving()).toEqual(['edge-2', 'edge-3']);
  });

  it('throws with words when the far side refuses, so that it stands in the record', async () => {
    const { port, refuseNext } = await open();
    if (!refuseNext) return;
    refuseNext();
    await expect(port.steer(all, patience())).rejects.toThrow(/\w{4,}/);
  });

  it('gives up when its time is over', async () => {
    const { port } = await open();
    await expect(port.steer(all, AbortSignal.abort(new Error('over')))).rejects.toThrow();
  });
}
