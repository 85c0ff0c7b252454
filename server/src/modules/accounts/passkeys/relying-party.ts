import { isIP } from 'node:net';
import type { Config } from '../../../platform/config/index.ts';
import { Problem } from '../../../platform/index.ts';

/** Where passkeys hold: the domain that they are bound to, and the pages that may ask for them. */
export interface RelyingParty {
  readonly domain: string;
  /** `https://desk.example`, without a path. */
  readonly origins: readonly string[];
}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * From PUBLIC_URL, PASSKEY_DOMAIN and EDGE_URLS. Passkeys are bound to names and never to addresses of numbers: null
 * there, but this machine's own address counts as `localhost`.
 */
export function relyingPartyOf(
  { passkeyDomain, edgeUrls }: Pick<Config, 'passkeyDomain' | 'edgeUrls'>,
  publicUrl: string,
): RelyingParty | null {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (LOOPBACK.includes(hostname))
    return { domain: 'localhost', origins: [`${protocol}//localhost${port === '' ? '' : `:${port}`}`] };
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return null;
  const domain = passkeyDomain ?? hostname;
  const below = [publicUrl, ...edgeUrls]
    .map((url) => new URL(url))
    .filter((url) => `.${url.hostname}`.endsWith(`.${domain}`));
  return { domain, origins: [...new Set(below.map(({ origin }) => origin))] };
}

/** Problem 409 `passkeys_need_a_name`. */
export function requireRelyingParty(party: RelyingParty | null): RelyingParty {
  if (party !== null) return party;
  throw new Problem({
    status: 409,
    code: 'passkeys_need_a_name',
    title: 'This platform is reached by an address of numbers, and passkeys are bound to a name',
    remedy: 'Give it a host name and say it in PUBLIC_URL.',
  });
}
