/** Lets through so many a second; who is urgent goes in front of those who wait. */
export class RateGate {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #urgent = new Set<() => void>();
  readonly #ordinary = new Set<() => void>();
  #tokens: number;
  #filledAt: number;
  #timer: NodeJS.Timeout | undefined;

  /** 0 a second is no limit. A burst of one second's worth is let through at once. */
  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = Math.max(1, perSecond);
    this.#filledAt = now();
  }

  /** Takes a token if one is there and nobody waits for it. */
  tryTake(): boolean {
    if (this.#perSecond === 0) return true;
    this.#fill();
    if (this.#tokens < 1 || this.#urgent.size + this.#ordinary.size > 0) return false;
    this.#tokens -= 1;
    return true;
  }

  /** True once there is a token; false when the signal ended the wait. */
  take(urgent: boolean, signal: AbortSignal): Promise<boolean> {
    if (this.tryTake()) return Promise.resolve(true);
    if (signal.aborted) return Promise.resolve(false);
    const lane = urgent ? this.#urgent : this.#ordinary;
    return new Promise((resolve) => {
      const settle = (taken: boolean) => {
        lane.delete(go);
        signal.removeEventListener('abort', giveUp);
        resolve(taken);
      };
      const go = () => settle(true);
      const giveUp = () => settle(false);
      lane.add(go);
      signal.addEventListener('abort', giveUp);
      this.#wake();
    });
  }

  #fill(): void {
    const now = this.#now();
    const gained = ((now - this.#filledAt) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#tokens + gained, Math.max(1, this.#perSecond));
    this.#filledAt = now;
  }

  #wake(): void {
    this.#fill();
    for (const lane of [this.#urgent, this.#ordinary]) {
      for (const go of [...lane]) {
        if (this.#tokens < 1) break;
        this.#tokens -= 1;
        go();
      }
    }
    if (this.#urgent.size + this.#ordinary.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#wake();
      },
      Math.max(1, ((1 - this.#tokens) / this.#perSecond) * 1000),
    );
  }
}
