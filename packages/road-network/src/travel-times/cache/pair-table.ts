const EMPTY = -1;
const FIRST_SLOTS = 1 << 14;

/** A hash table in typed arrays, 16 bytes a slot: pair number → seconds and meters. Grows to `maxPairs`, then refuses. */
export class PairTable {
  readonly #maxPairs: number;
  #keys = new Float64Array(FIRST_SLOTS).fill(EMPTY);
  #seconds = new Int32Array(FIRST_SLOTS);
  #meters = new Int32Array(FIRST_SLOTS);
  #size = 0;

  constructor(maxPairs: number) {
    this.#maxPairs = maxPairs;
  }

  get full(): boolean {
    return this.#size >= this.#maxPairs;
  }

  get size(): number {
    return this.#size;
  }

  /** The slot of a pair, −1 when it is not here. Valid until the next `set`. */
  find(pair: number): number {
    const slot = this.#probe(pair);
    return this.#keys[slot] === pair ? slot : -1;
  }

  secondsAt(slot: number): number {
    return this.#seconds[slot]!;
  }

  metersAt(slot: number): number {
    return this.#meters[slot]!;
  }

  set(pair: number, seconds: number, meters: number): void {
    if (this.#size * 2 >= this.#keys.length) this.#grow();
    const slot = this.#probe(pair);
    if (this.#keys[slot] === EMPTY) {
      this.#keys[slot] = pair;
      this.#size += 1;
    }
    this.#seconds[slot] = seconds;
    this.#meters[slot] = meters;
  }

  /** Every pair, in no order, until `visit` has had enough. */
  visitAll(visit: (pair: number, seconds: number, meters: number) => boolean): void {
    for (let slot = 0; slot < this.#keys.length; slot++) {
      const pair = this.#keys[slot]!;
      if (pair !== EMPTY && !visit(pair, this.#seconds[slot]!, this.#meters[slot]!)) return;
    }
  }

  /** Linear probing; the table is never more than half full, so an empty slot always ends the walk. */
  #probe(pair: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(pair | 0, 0x9e3779b1) ^ Math.imul((pair / 0x4000000) | 0, 0x85ebca6b)) & mask;
    while (this.#keys[slot] !== EMPTY && this.#keys[slot] !== pair) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, seconds, meters] = [this.#keys, this.#seconds, this.#meters];
    this.#keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.#seconds = new Int32Array(keys.length * 2);
    this.#meters = new Int32Array(keys.length * 2);
    this.#size = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] !== EMPTY) this.set(keys[slot]!, seconds[slot]!, meters[slot]!);
    }
  }
}
