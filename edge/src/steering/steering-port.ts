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
  /** What its far side can be told of an edge, as far as it has said: its share, or only whether it serves. */
  readonly expresses: 'shares' | 'in_or_out';
  /** How long one try may take. */
  readonly patienceMs: number;
  /** How often it is told again what it was told: a far side that was reloaded or changed by others comes right by itself. */
  readonly toldAgainMs: number;
  /** Ends when `signal` does, whatever the far side is at. */
  steer(plan: readonly EdgeShare[], signal: AbortSignal): Promise<void>;
}
