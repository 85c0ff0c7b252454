/** The steps of a story: each is named, told, and counted; one that fails does not stop the ones that can still be tried. */
export class Steps {
  #passed = 0;
  #failed = 0;
  readonly #say: (words: string) => void;

  constructor(say: (words: string) => void) {
    this.#say = say;
  }

  /** Runs a step and tells what it saw. Returns its value, or undefined when it failed. */
  async step<T>(name: string, run: () => Promise<{ value: T; saw: string }>): Promise<T | undefined> {
    try {
      const { value, saw } = await run();
      this.#passed++;
      this.#say(`  ok    ${name}: ${saw}`);
      return value;
    } catch (error) {
      this.#failed++;
      this.#say(`  FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  /** A step that the rest of the story cannot do without. */
  async must<T>(name: string, run: () => Promise<{ value: T; saw: string }>): Promise<T> {
    const value = await this.step(name, run);
    if (value === undefined) throw new StoryOver(name);
    return value;
  }

  get passed(): number {
    return this.#passed;
  }

  get failed(): number {
    return this.#failed;
  }
}

export class StoryOver extends Error {}

export function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

/** Looks again until `done`, for what the platform does in its own time. */
export async function eventually<T>(
  look: () => Promise<T>,
  done: (seen: T) => boolean,
  seconds: number,
  otherwise: (seen: T) => string,
): Promise<T> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    if (performance.now() > until) throw new Error(otherwise(seen));
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
