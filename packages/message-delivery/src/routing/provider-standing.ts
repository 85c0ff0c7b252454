import type { HandOverResult } from '../hand-over.ts';

/**
 * `well`: takes its full share. `drained`: takes nothing until its pause is over. `trial`: one message at a time.
 * `returning`: takes a growing part of its share.
 */
export type StandingState = 'well' | 'drained' | 'trial' | 'returning';

export interface Standing {
  readonly state: StandingState;
  /** Of its weight, 0 to 1. */
  readonly share: number;
  readonly since: Date;
  /** Why it is not well, for people. */
  readonly reason: string | null;
}

const FAILURES_IN_A_ROW = 3;
const WINDOW_MILLISECONDS = 60_000;
const WINDOW_RESULTS = 50;
const LEAST_RESULTS = 10;
const FAILED_SHARE = 0.5;
/** A provider that refuses nearly everything is ill, whatever it says of each message. */
const REFUSED_SHARE = 0.8;
const FIRST_PAUSE_MILLISECONDS = 10_000;
const LONGEST_PAUSE_MILLISECONDS = 300_000;
/** A trial whose end nobody reported (the process was busy, the message refused by itself) is asked again. */
const TRIAL_MILLISECONDS = 30_000;
const RETURN_SHARES = [0.1, 0.5] as const;
const RETURN_STEP_MILLISECONDS = 10_000;

type Kind = 'accepted' | 'refused' | 'failed';

/** How far one provider is to be trusted, by what really became of the messages it was given. Time is handed in. */
export class ProviderStanding {
  readonly #now: () => number;
  #state: StandingState = 'well';
  #since: number;
  #reason: string | null = null;
  #isGray = false;
  #pause = FIRST_PAUSE_MILLISECONDS;
  #step = 0;
  #inARow = 0;
  #window: { readonly at: number; readonly kind: Kind }[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  read(): Standing {
    this.#advance();
    return { state: this.#state, share: this.share(), since: new Date(this.#since), reason: this.#reason };
  }

  /** What part of its weight counts now. */
  share(): number {
    this.#advance();
    if (this.#state === 'returning') return RETURN_SHARES[this.#step]!;
    return this.#state === 'well' ? 1 : 0;
  }

  /** Its pause is over and nobody is trying it: the next message that can wait a moment may. */
  wantsTrial(): boolean {
    this.#advance();
    const waited = this.#now() - this.#since;
    if (this.#state === 'trial') return waited >= TRIAL_MILLISECONDS;
    return this.#state === 'drained' && waited >= this.#pause;
  }

  beginTrial(): void {
    this.#enter('trial', this.#reason);
  }

  note(result: HandOverResult): void {
    this.#advance();
    // Our own stop and a wish for a slower pace say nothing about whether it works.
    if (result.outcome === 'failed' && (result.reason === 'closed' || result.reason === 'throttled')) return;
    if (this.#state === 'drained') return;
    if (this.#state === 'trial') this.#noteTrial(result);
    else this.#noteUse(result);
  }

  /** Known to accept without delivering, and not yet seen to deliver again. */
  get isGray(): boolean {
    return this.#isGray;
  }

  /** It accepts, and receipts stay away that used to come. */
  noteGray(words: string): void {
    this.#advance();
    if (this.#state === 'drained' || this.#state === 'trial') return;
    this.#drain(words);
    this.#isGray = true;
  }

  /** A receipt for something accepted at that time. */
  noteReceipt(acceptedAt: number): void {
    if (this.#isGray && this.#state === 'trial' && acceptedAt >= this.#since) this.#return();
  }

  #noteTrial(result: HandOverResult): void {
    if (result.outcome === 'failed') this.#drain(`the trial: ${detailOf(result)}`);
    // What accepts and delivers nothing has shown nothing by accepting once more: its receipt counts.
    else if (!this.#isGray && result.outcome === 'accepted') this.#return();
  }

  #noteUse(result: HandOverResult): void {
    const now = this.#now();
    const kind = result.outcome;
    this.#window = [...this.#window, { at: now, kind }]
      .filter(({ at }) => at > now - WINDOW_MILLISECONDS)
      .slice(-WINDOW_RESULTS);
    this.#inARow = kind === 'failed' ? this.#inARow + 1 : 0;
    if (kind === 'accepted') return;
    const known = this.#window.length >= LEAST_RESULTS;
    const fails = this.#inARow >= FAILURES_IN_A_ROW || (known && this.#shareOf('failed') >= FAILED_SHARE);
    if (fails || (kind === 'failed' && this.#state === 'returning')) this.#drain(detailOf(result));
    else if (known && this.#shareOf('refused') >= REFUSED_SHARE) {
      this.#drain(`it refuses nearly everything: ${detailOf(result)}`);
    }
  }

  #shareOf(kind: Kind): number {
    return this.#window.filter((each) => each.kind === kind).length / this.#window.length;
  }

  #drain(reason: string): void {
    const again = this.#state === 'trial' || this.#state === 'returning';
    this.#pause = again ? Math.min(this.#pause * 2, LONGEST_PAUSE_MILLISECONDS) : FIRST_PAUSE_MILLISECONDS;
    this.#window = [];
    this.#inARow = 0;
    this.#enter('drained', reason);
  }

  #return(): void {
    this.#isGray = false;
    this.#step = 0;
    this.#enter('returning', this.#reason);
  }

  #advance(): void {
    while (this.#state === 'returning' && this.#now() - this.#since >= RETURN_STEP_MILLISECONDS) {
      const at = this.#since + RETURN_STEP_MILLISECONDS;
      this.#step += 1;
      if (this.#step < RETURN_SHARES.length) this.#since = at;
      else {
        this.#enter('well', null);
        this.#since = at;
        this.#pause = FIRST_PAUSE_MILLISECONDS;
      }
    }
  }

  #enter(state: StandingState, reason: string | null): void {
    this.#state = state;
    this.#reason = reason;
    this.#since = this.#now();
  }
}

function detailOf(result: HandOverResult): string {
  if (result.outcome === 'accepted') return '';
  return `${result.reason.replaceAll('_', ' ')}: ${result.detail}`.slice(0, 200);
}
