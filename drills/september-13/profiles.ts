/** What is wrong with a path, as far as a proxy of TCP connections can do it: lost packets are what their repetition costs in time. */
export interface Fault {
  /** Share of packets lost, each way. */
  readonly loss?: number;
  /** Waiting in a queue that never empties, milliseconds. */
  readonly queue?: readonly [least: number, most: number];
  /** Stretches in which the queue overflows and every packet of this path is lost: how long they last and how far apart they are, milliseconds on average. */
  readonly overflow?: { readonly lasts: number; readonly apart: number };
  /** Packets larger than this vanish, each way, however often they are sent. */
  readonly largestPacketBytes?: number;
  /** Nothing comes back; what was sent arrives and is carried out. */
  readonly losesReplies?: boolean;
}

export type Profile = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J';

export interface ProfilePlan {
  readonly title: string;
  /** Fault of an edge (1 to 3) for a client network (1 to 3), so many milliseconds into the gray phase; null is a clean path. */
  fault(edge: number, network: number, intoMs: number): Fault | null;
  /** Whether an edge is ill at all: where none is, nothing may be drained. */
  readonly illEdge: 1 | null;
  /** What is wrong with the way to the first copy of the status page, which then has machines of its own; nothing when absent. */
  readonly statusFault?: Fault;
  /** Clients know nothing but the first edge and the list they kept. */
  readonly isDnsStale?: boolean;
}

const congestion: Fault = { loss: 0.1, queue: [20, 120], overflow: { lasts: 700, apart: 2_000 } };
const onEdge1 = (fault: Fault) => (edge: number) => (edge === 1 ? fault : null);
const FLAP_MS = 20_000;

export const profiles: Readonly<Record<Profile, ProfilePlan>> = {
  A: { title: 'Congestion and 10 % loss at edge 1', fault: onEdge1(congestion), illEdge: 1 },
  B: { title: '5 % loss at edge 1', fault: onEdge1({ loss: 0.05 }), illEdge: 1 },
  C: { title: '30 % loss at edge 1', fault: onEdge1({ loss: 0.3 }), illEdge: 1 },
  D: { title: 'Packets over 500 B vanish at edge 1', fault: onEdge1({ largestPacketBytes: 500 }), illEdge: 1 },
  E: { title: 'Only responses vanish at edge 1', fault: onEdge1({ losesReplies: true }), illEdge: 1 },
  F: { title: 'All edges gray', fault: () => congestion, illEdge: null },
  G: {
    title: 'Edge 1 gray for 20 s, well for 20 s',
    fault: (edge, _, intoMs) => (edge === 1 && Math.floor(intoMs / FLAP_MS) % 2 === 0 ? congestion : null),
    illEdge: 1,
  },
  H: {
    title: 'All edges well, one client network flaky',
    fault: (_, network) => (network === 1 ? { loss: 0.15 } : null),
    illEdge: null,
  },
  I: { title: 'Edge 1 gray and DNS stale', fault: onEdge1(congestion), illEdge: 1, isDnsStale: true },
  J: {
    title: 'Edge 1 gray, and the way to the status page’s first host',
    fault: onEdge1(congestion),
    illEdge: 1,
    statusFault: congestion,
  },
};
