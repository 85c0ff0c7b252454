import { PairTable } from './pair-table.ts';

/** Place numbers stay below 2²⁶, so a pair of them is one exact number. */
const PLACE_RANGE = 2 ** 26;

/**
 * Travel times by pair of places, bounded: two generations of `maxPairs / 2`. When the young one is full it becomes the
 * old one and the old one is dropped; a hit in the old one moves to the young one, so what is used stays.
 */
export class PairCache {
  readonly #generationPairs: number;
  readonly #places = new Map<string, number>();
  /** Never starts again at 0 when names are forgotten: a question under way may still write under an old number. */
  #nextPlace = 0;
  #young: PairTable;
  #old: PairTable | null = null;

  constructor(maxPairs: number) {
    this.#generationPairs = Math.max(1, Math.floor(maxPairs / 2));
    this.#young = new PairTable(this.#generationPairs);
  }

  get pairs(): number {
    return this.#young.size + (this.#old?.size ?? 0);
  }

  /** A number for a place; the same name gives the same number as long as the cache remembers it. */
  placeNumber(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const number = this.#nextPlace;
    this.#nextPlace = (this.#nextPlace + 1) % PLACE_RANGE;
    this.#places.set(name, number);
    return number;
  }

  /** Call before numbering the places of a request: forgets everything when the names alone have become too many. */
  makeRoom(incomingPlaces: number): void {
    if (this.#places.size + incomingPlaces <= this.#generationPairs * 2 + 1000) return;
    this.#places.clear();
    this.#old = null;
    this.#young = new PairTable(this.#generationPairs);
  }

  /** Writes the pair's seconds and meters at `index`; false when it is not known. */
  read(from: number, to: number, seconds: Int32Array, meters: Int32Array, index: number): boolean {
    const pair = from * PLACE_RANGE + to;
    let slot = this.#young.find(pair);
    if (slot >= 0) {
      seconds[index] = this.#young.secondsAt(slot);
      meters[index] = this.#young.metersAt(slot);
      return true;
    }
    slot = this.#old?.find(pair) ?? -1;
    if (slot < 0 || !this.#old) return false;
    seconds[index] = this.#old.secondsAt(slot);
    meters[index] = this.#old.metersAt(slot);
    this.write(from, to, seconds[index]!, meters[index]!);
    return true;
  }

  /** The pairs used last, at most so many, with the names of their places: `from` and `to` count in `names`. */
  newest(most: number) {
    const nameOf = new Map([...this.#places].map(([name, number]) => [number, name]));
    const indexOf = new Map<number, number>();
    const names: string[] = [];
    const pairs: [from: number, to: number, seconds: number, meters: number][] = [];
    const indexOfPlace = (number: number, name: string) => {
      const known = indexOf.get(number);
      if (known !== undefined) return known;
      indexOf.set(number, names.length);
      return names.push(name) - 1;
    };
    const take = (pair: number, seconds: number, meters: number) => {
      const [from, to] = [Math.floor(pair / PLACE_RANGE), pair % PLACE_RANGE];
      const [fromName, toName] = [nameOf.get(from), nameOf.get(to)];
      // Numbers whose names are forgotten are nobody's any more.
      if (fromName !== undefined && toName !== undefined)
        pairs.push([indexOfPlace(from, fromName), indexOfPlace(to, toName), seconds, meters]);
      return pairs.length < most;
    };
    this.#young.visitAll(take);
    if (pairs.length < most) this.#old?.visitAll(take);
    const column = (at: 0 | 1 | 2 | 3) => Int32Array.from(pairs, (pair) => pair[at]);
    return { names, from: column(0), to: column(1), seconds: column(2), meters: column(3) };
  }

  write(from: number, to: number, seconds: number, meters: number): void {
    if (this.#young.full) {
      this.#old = this.#young;
      this.#young = new PairTable(this.#generationPairs);
    }
    this.#young.set(from * PLACE_RANGE + to, seconds, meters);
  }
}
