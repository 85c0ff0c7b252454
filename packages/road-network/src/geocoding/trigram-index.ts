/** Finds words that share three-letter pieces with a misspelt one, best first; the spelling distance judges afterwards. */
export class TrigramIndex {
  readonly #words: readonly string[];
  readonly #postings = new Map<string, number[]>();
  readonly #counts: Uint16Array;

  constructor(words: readonly string[]) {
    this.#words = words;
    this.#counts = new Uint16Array(words.length);
    words.forEach((word, index) => {
      const pieces = trigrams(word);
      this.#counts[index] = pieces.size;
      for (const piece of pieces) {
        const list = this.#postings.get(piece);
        if (list) list.push(index);
        else this.#postings.set(piece, [index]);
      }
    });
  }

  /** Words with at least `minShare` of their trigrams in common (Dice coefficient), at most `limit`. */
  similar(word: string, minShare: number, limit: number): string[] {
    const pieces = trigrams(word);
    const shared = new Map<number, number>();
    for (const piece of pieces) {
      for (const index of this.#postings.get(piece) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    }
    const scored: [index: number, share: number][] = [];
    for (const [index, count] of shared) {
      const share = (2 * count) / (pieces.size + this.#counts[index]!);
      if (share >= minShare) scored.push([index, share]);
    }
    scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return scored.slice(0, limit).map(([index]) => this.#words[index]!);
  }
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  const pieces = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) pieces.add(padded.slice(at, at + 3));
  return pieces;
}
