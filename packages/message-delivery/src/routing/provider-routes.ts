import type { HandOverOptions, HandOverResult, ProviderCapabilities } from '../hand-over.ts';
import { failed } from '../hand-over.ts';
import { ProviderStanding, type Standing } from './provider-standing.ts';
import { RateGate } from './rate-gate.ts';

/** What routing needs to know of a provider of either channel. */
export interface Routable {
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
}

/** One provider among those of a channel. */
export interface Route<Provider extends Routable> {
  readonly provider: Provider;
  /** Its part of the messages, beside the others' weights; 0 is only for when no other works. */
  readonly weight: number;
  /** ISO 3166-1 alpha-2 it may send to; none = everywhere. */
  readonly countries?: ReadonlySet<string>;
  /** 0 is unlimited. */
  readonly messagesPerSecond: number;
}

export interface RoutingWish {
  /** Of the recipient, where known. */
  readonly country?: string | undefined;
  /** May not be used to try out a provider that was ill. */
  readonly urgent: boolean;
  /** Holds an earlier try of the same message and drops a second one. */
  readonly prefer?: string | undefined;
}

/** One provider's part in a hand-over. */
export interface ProviderTry {
  readonly provider: string;
  readonly result: HandOverResult;
  readonly milliseconds: number;
}

export interface RoutedResult {
  readonly result: HandOverResult;
  /** Who gave the result. */
  readonly provider: string;
  readonly tries: readonly [ProviderTry, ...ProviderTry[]];
}

/** While another provider is left, none may take longer than this. */
const TRY_SECONDS = 8;
const LEAST_TRY_SECONDS = 1;

/**
 * Chooses among the providers of a channel by weight and by how well they are, and goes to the next when one fails. A
 * refusal of the recipient or the words is final; one of the sender, or without a reason of that kind, may be that
 * provider's own view and is put to the next.
 */
export class ProviderRoutes<Provider extends Routable> {
  readonly routes: readonly Route<Provider>[];
  readonly #standings: ReadonlyMap<string, ProviderStanding>;
  readonly #gates: ReadonlyMap<string, RateGate>;
  readonly #now: () => number;
  readonly #random: () => number;

  /** `now` in milliseconds of real time; `random` from 0 to 1. */
  constructor(routes: readonly Route<Provider>[], now: () => number, random: () => number) {
    this.routes = routes;
    this.#now = now;
    this.#random = random;
    this.#standings = new Map(routes.map(({ provider }) => [provider.name, new ProviderStanding(now)]));
    this.#gates = new Map(
      routes.map(({ provider, messagesPerSecond }) => [provider.name, new RateGate(messagesPerSecond, now)]),
    );
  }

  standing(name: string): ProviderStanding {
    const standing = this.#standings.get(name);
    if (standing === undefined) throw new Error(`there is no provider ${name}`);
    return standing;
  }

  read(): { readonly name: string; readonly standing: Standing }[] {
    return this.routes.map(({ provider: { name } }) => ({ name, standing: this.standing(name).read() }));
  }

  /** The providers that may take the message, in the order in which to try them; empty when none sends to that country. */
  plan({ country, urgent, prefer }: RoutingWish): readonly Provider[] {
    const allowed = this.routes.filter(
      ({ countries }) => countries === undefined || country === undefined || countries.has(country),
    );
    if (allowed.length <= 1) return allowed.map(({ provider }) => provider);
    const weighed = allowed.map((route) => ({
      provider: route.provider,
      weight: route.weight * this.standing(route.provider.name).share(),
      base: route.weight,
      well: this.standing(route.provider.name).share() > 0,
    }));
    const trial = urgent ? undefined : weighed.find(({ provider }) => this.standing(provider.name).wantsTrial());
    const chosen =
      weighed.find(({ provider }) => provider.name === prefer) ??
      trial ??
      pick(weighed, this.#random) ??
      weighed.find(({ well }) => well);
    if (chosen !== undefined && chosen === trial) this.standing(chosen.provider.name).beginTrial();
    const others = weighed
      .filter((each) => each !== chosen)
      .sort((a, b) => Number(b.well) - Number(a.well) || b.base - a.base);
    return [...(chosen === undefined ? [] : [chosen]), ...others].map(({ provider }) => provider);
  }

  /** Hands over to the first of the plan that takes it, within the budget. The plan is not empty. */
  async handOver(
    plan: readonly Provider[],
    urgent: boolean,
    options: HandOverOptions,
    send: (provider: Provider, options: HandOverOptions) => Promise<HandOverResult>,
  ): Promise<RoutedResult> {
    const end = this.#now() + options.budgetSeconds * 1000;
    const tries: ProviderTry[] = [];
    for (const [at, provider] of plan.entries()) {
      const isLast = at === plan.length - 1;
      const left = (end - this.#now()) / 1000;
      if (left < LEAST_TRY_SECONDS && tries.length > 0) break;
      const budgetSeconds = isLast ? Math.max(left, LEAST_TRY_SECONDS) : Math.min(left, TRY_SECONDS);
      const startedAt = this.#now();
      const result = await this.#try(provider, urgent, isLast, { ...options, budgetSeconds }, send);
      tries.push({ provider: provider.name, result, milliseconds: this.#now() - startedAt });
      if (isFinal(result)) break;
    }
    const [first, ...others] = tries;
    const decisive =
      tries.find(({ result }) => result.outcome === 'accepted') ?? tries.findLast(({ result }) => isFinal(result));
    const told = decisive ?? leastHopeless(tries);
    return { result: told.result, provider: told.provider, tries: [first!, ...others] };
  }

  async #try(
    provider: Provider,
    urgent: boolean,
    isLast: boolean,
    options: HandOverOptions,
    send: (provider: Provider, options: HandOverOptions) => Promise<HandOverResult>,
  ): Promise<HandOverResult> {
    const gate = this.#gates.get(provider.name)!;
    const mayGo =
      gate.tryTake() || (isLast && (await gate.take(urgent, AbortSignal.timeout(options.budgetSeconds * 1000))));
    if (!mayGo) return failed('throttled', 'Its own limit of messages a second is reached.', false, 1);
    const result = await send(provider, options).catch((error: Error) =>
      failed('unreachable', `The adapter failed: ${error.message}`, true),
    );
    this.standing(provider.name).note(result);
    return result;
  }
}

/** Nobody else would answer differently. */
function isFinal(result: HandOverResult): boolean {
  if (result.outcome === 'accepted') return true;
  return result.outcome === 'refused' && (result.reason === 'invalid_recipient' || result.reason === 'invalid_content');
}

/** Of tries that all failed, one that may pass tells more than a refusal: the message is tried again by it. */
function leastHopeless(tries: readonly ProviderTry[]): ProviderTry {
  const temporary = tries.filter(({ result }) => result.outcome === 'failed');
  const last = temporary.at(-1);
  if (last === undefined) return tries.at(-1)!;
  const doubtful = temporary.some(({ result }) => result.outcome === 'failed' && result.mayHaveBeenSent);
  return doubtful && last.result.outcome === 'failed'
    ? { ...last, result: { ...last.result, mayHaveBeenSent: true } }
    : last;
}

function pick<T extends { readonly weight: number }>(weighed: readonly T[], random: () => number): T | undefined {
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  let mark = random() * total;
  return weighed.find(({ weight }) => {
    mark -= weight;
    return weight > 0 && mark < 0;
  });
}
