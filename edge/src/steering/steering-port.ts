/** Where each edge should stand: its share of clients from 0 (drained) to 100. */
export interface EdgeShare {
  /** Id of its component: `edge-1`. */
  readonly id: string;
  readonly url: string;
  readonly weight: number;
}

/** A way to move traffic. Steering the same way twice is the same as once; throws with a reason in plain words when it was not carried out. */
export interface SteeringPort {
  readonly name: string;
  steer(plan: readonly EdgeShare[], signal: AbortSignal): Promise<void>;
}
