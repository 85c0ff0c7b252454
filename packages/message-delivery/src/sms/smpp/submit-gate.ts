const FIRST_THROTTLE_MILLISECONDS = 500;
const LONGEST_THROTTLE_MILLISECONDS = 8_000;
const MOST_WAITING = 10_000;

/**
 * Lets segments through in the order they came, urgent ones first, while the link is bound, the window has room, the rate has tokens and the
 * SMSC has not asked for a pause.
 */
export class SubmitGate {
  readonly #window: number;
  readonly #perSecond: number;
  readonly #isBound: () => boolean;
  readonly #urgent = new Set<() => void>();
  readonly #waiting = new Set<() => void>();
  #underWay = 0;
  #tokens: number;
  #refill: NodeJS.Timeout | undefined;
  #throttled: NodeJS.Timeout | undefined;
  #throttles = 0;

  constructor(window: number, perSecond: number, isBound: () => boolean) {
    this.#window = window;
    this.#perSecond = perSecond === 0 ? Number.POSITIVE_INFINITY : perSecond;
    this.#tokens = this.#perSecond;
    this.#isBound = isBound;
  }

  /** True once a segment may go, an urgent one before all that wait; false when the signal ends the wait or too many wait already. Every true needs one `leave`. */
  enter(signal: AbortSignal, urgent = false): Promise<boolean> {
    const lane = urgent ? this.#urgent : this.#waiting;
    if (signal.aborted || lane.size >= MOST_WAITING) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (entered: boolean) => {
        lane.delete(go);
        signal.removeEventListener('abort', giveUp);
        resolve(entered);
      };
      const go = () => settle(true);
      const giveUp = () => settle(false);
      lane.add(go);
      signal.addEventListener('abort', giveUp);
      this.wake();
    });
  }

  leave(): void {
    this.#underWay -= 1;
    this.wake();
  }

  /** The SMSC asked for a pause: everybody waits, longer each time it asks again. */
  throttle(random: () => number): void {
    if (this.#throttled !== undefined) return;
    const pause = Math.min(FIRST_THROTTLE_MILLISECONDS * 2 ** this.#throttles, LONGEST_THROTTLE_MILLISECONDS);
    this.#throttles = Math.min(this.#throttles + 1, 10);
    this.#throttled = setTimeout(
      () => {
        this.#throttled = undefined;
        this.wake();
      },
      pause * (0.5 + random() / 2),
    );
    this.#throttled.unref();
  }

  flows(): void {
    this.#throttles = 0;
  }

  wake(): void {
    for (const lane of [this.#urgent, this.#waiting]) {
      for (const go of lane) {
        if (!this.#isBound() || this.#throttled !== undefined) return;
        if (this.#underWay >= this.#window || this.#tokens < 1) return;
        this.#underWay += 1;
        this.#take();
        go();
      }
    }
  }

  #take(): void {
    this.#tokens -= 1;
    if (this.#tokens === Number.POSITIVE_INFINITY || this.#refill !== undefined) return;
    this.#refill = setTimeout(() => {
      this.#refill = undefined;
      this.#tokens = this.#perSecond;
      this.wake();
    }, 1000);
    this.#refill.unref();
  }
}
