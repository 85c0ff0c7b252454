/** The paths that signs forbid one profile, asked edge by edge. */
export class SignPaths {
  readonly #paths: number[][] = [];
  readonly #startingAt = new Map<number, number[]>();

  /** @param forbiddenPaths profile mask, number of edges, the edges; again and again */
  constructor(forbiddenPaths: Int32Array, profile: number) {
    for (let at = 0; at < forbiddenPaths.length; at += 2 + forbiddenPaths[at + 1]!) {
      if (!(forbiddenPaths[at]! & (1 << profile))) continue;
      const path = [...forbiddenPaths.subarray(at + 2, at + 2 + forbiddenPaths[at + 1]!)];
      const starting = this.#startingAt.get(path[0]!);
      const number = this.#paths.push(path) - 1;
      if (starting) starting.push(number);
      else this.#startingAt.set(path[0]!, [number]);
    }
  }

  /** Whether a path that `edge` is the last but one of ends with `exit`. */
  forbids(edge: number, met: readonly Met[], exit: number): boolean {
    return this.metAfter(edge, met, exit).some(({ path, driven }) => driven === this.#paths[path]!.length);
  }

  /** What has been met after turning into `exit`. */
  metAfter(edge: number, met: readonly Met[], exit: number): Met[] {
    const starting = (this.#startingAt.get(edge) ?? []).map((path) => ({ path, driven: 1 }));
    return [...met, ...starting].flatMap(({ path, driven }) =>
      this.#paths[path]![driven] === exit ? [{ path, driven: driven + 1 }] : [],
    );
  }
}

/** A forbidden path that one is on, and how many of its edges lie behind or under one. */
export interface Met {
  readonly path: number;
  readonly driven: number;
}

const NOTHING: readonly Met[] = [];

/** Nodes of a turn graph: one for each edge, and one more for each other set of paths with which an edge is entered. */
export class SignNodes {
  readonly twinsOf = new Map<number, number[]>();
  readonly #edges: number[];
  readonly #nodeOf: Int32Array;
  readonly #plainCount: number;
  readonly #met: (readonly Met[])[] = [];
  readonly #known = new Map<string, number>();

  constructor(edges: Int32Array, nodeOf: Int32Array) {
    this.#edges = [...edges];
    this.#nodeOf = nodeOf;
    this.#plainCount = edges.length;
  }

  get count(): number {
    return this.#edges.length;
  }

  edgeOf(node: number): number {
    return this.#edges[node]!;
  }

  metAt(node: number): readonly Met[] {
    return this.#met[node - this.#plainCount] ?? NOTHING;
  }

  nodeFor(edge: number, met: readonly Met[]): number {
    const plain = this.#nodeOf[edge]!;
    if (met.length === 0) return plain;
    const key = `${edge}:${met.map(({ path, driven }) => `${path}/${driven}`).join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = this.#edges.push(edge) - 1;
    this.#met.push(met);
    this.#known.set(key, node);
    const twins = this.twinsOf.get(plain);
    if (twins) twins.push(node);
    else this.twinsOf.set(plain, [node]);
    return node;
  }
}
