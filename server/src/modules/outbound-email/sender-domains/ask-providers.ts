import type { DkimKey, EmailProviderSettings, ProviderDomains, WantedRecord } from '@roundsman/message-delivery';

/** Whether one provider sends in the name of a domain, and what it still wants for it. */
export interface ProviderStanding {
  readonly name: string;
  readonly ready: boolean;
  readonly records: readonly WantedRecord[];
  readonly why: string | null;
}

/** How each configured provider comes to send in the name of somebody's domain. */
export interface SendingProvider {
  readonly name: string;
  /** `signature`: it hands over what we sign; null: it cannot be told of domains. */
  readonly way: 'signature' | ProviderDomains | null;
}

/** What the configured providers need of a domain that they send for. */
export interface DomainNeeds {
  readonly spfTerms: readonly string[];
  /** Providers of which nobody said from which servers they send. */
  readonly unnamedSenders: readonly string[];
  readonly providers: readonly SendingProvider[];
}

export function domainNeedsOf(settings: readonly EmailProviderSettings[], now: () => Date): DomainNeeds {
  return {
    spfTerms: [...new Set(settings.flatMap(({ spf }) => spf ?? []))],
    unnamedSenders: settings.filter(({ spf }) => spf === null).map(({ name }) => name),
    providers: settings.map(({ name, carriesSignatures, openDomains }) => ({
      name,
      way: carriesSignatures ? 'signature' : (openDomains?.(now) ?? null),
    })),
  };
}

const ASK_SECONDS = 15;

/**
 * Asks each provider how it stands with the domain. They are told of it only while its own records are right: those show
 * that it belongs to whoever wants it, and the account at the provider is everybody's. One that gives no verdict keeps the
 * last.
 */
export async function askProviders(
  providers: readonly SendingProvider[],
  key: DkimKey,
  isRight: boolean,
  before: readonly ProviderStanding[],
): Promise<ProviderStanding[]> {
  return Promise.all(
    providers.map(async ({ name, way }): Promise<ProviderStanding> => {
      if (way === 'signature') return { name, ready: isRight, records: [], why: null };
      if (way === null) return { name, ready: false, records: [], why: 'The configuration lacks its account token.' };
      if (!isRight)
        return { name, ready: false, records: [], why: 'It is told of the domain once the records above are right.' };
      const { ready, ...found } = await way.settle(key.domain, key, ASK_SECONDS);
      if (ready !== null) return { name, ready, ...found };
      const last = before.find((each) => each.name === name);
      return { name, ready: last?.ready ?? false, records: last?.records ?? [], why: found.why };
    }),
  );
}
