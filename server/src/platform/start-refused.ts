/** The platform cannot start as it was asked to: one paragraph for the person at the terminal, exit code 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}
