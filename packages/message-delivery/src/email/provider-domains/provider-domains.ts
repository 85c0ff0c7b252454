import type { ApiReply } from '../../http/ask-api.ts';
import type { DkimKey } from '../dkim.ts';

/**
 * How a provider that signs with keys of its own comes to send in the name of somebody's domain. Every adapter passes
 * provider-domains-conformance.ts.
 */
export interface ProviderDomains {
  /**
   * Makes the domain known where it is not, lets the provider look at the DNS again, and says how it stands. Only for
   * domains whose owner has shown that they are theirs: the account is the installation's, for all of its organisations.
   */
  settle(domain: string, key: DkimKey, budgetSeconds: number): Promise<DomainStanding>;
}

export interface DomainStanding {
  /** Does it send in the domain's name? Null: it gave no answer that says. */
  readonly ready: boolean | null;
  /** What it wants to see in the DNS beside our own records. */
  readonly records: readonly WantedRecord[];
  /** What no record says. */
  readonly why: string | null;
}

export interface WantedRecord {
  readonly kind: 'dkim' | 'return_path';
  readonly type: 'TXT' | 'CNAME' | 'MX';
  /** Whole, without a dot at the end. */
  readonly name: string;
  /** Of an MX with its preference: `10 feedback.example`. */
  readonly value: string;
  /** By the provider's own look. */
  readonly right: boolean;
  readonly why: string | null;
}

const MOST_DETAIL = 300;

/** No verdict: the provider is away, or will not talk to us, in its own words where it has any. */
export function noVerdict(provider: string, reply: ApiReply | null): DomainStanding {
  const why =
    reply === null
      ? `${provider} did not answer.`
      : `${provider} could not be asked: ${reply.status} ${reply.text.slice(0, MOST_DETAIL)}`.trim();
  return { ready: null, records: [], why };
}

/** The name as it stands in the DNS, without the dot at its end and in one case. */
export const dnsName = (name: string): string => name.replace(/\.$/, '').toLowerCase();
