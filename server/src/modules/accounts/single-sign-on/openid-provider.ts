import type { StrangerFetch } from '@roundsman/message-delivery';
import * as openid from 'openid-client';

export interface ProviderClient {
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
}

/** What the provider says of whoever signed in, checked. */
export interface ProviderClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Lower case. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** What has to be kept between leaving for the provider and coming back. */
export interface Departure {
  readonly nonce: string;
  readonly codeVerifier: string;
}

export class ProviderFailure extends Error {
  readonly reason: 'unreachable' | 'refused' | 'invalid';

  constructor(reason: ProviderFailure['reason'], words: string) {
    super(words.slice(0, 300));
    this.reason = reason;
  }
}

/** Shorter than the ten seconds that a page waits for our answer: it is told who was silent. */
const PATIENCE_MILLISECONDS = 8_000;
const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 30;
const KNOWN_MILLISECONDS = 600_000;
const MOST_KNOWN = 200;

interface Known {
  readonly config: openid.Configuration;
  readonly until: number;
}

/** OpenID Connect by `openid-client`: discovery, authorization code with PKCE, state and nonce; signatures are checked. */
export class OpenIdProviders {
  readonly #fetch: StrangerFetch;
  readonly #allowPrivate: boolean;
  readonly #clock: () => Date;
  readonly #patience: number;
  readonly #known = new Map<string, Known>();

  /** `patience`: milliseconds for all that one of our answers needs of a provider. */
  constructor(fetch: StrangerFetch, allowPrivate: boolean, clock: () => Date, patience = PATIENCE_MILLISECONDS) {
    this.#fetch = fetch;
    this.#allowPrivate = allowPrivate;
    this.#clock = clock;
    this.#patience = patience;
  }

  /** Reads the discovery document. Where signing out leads, or null. Errors: `ProviderFailure`. */
  async look(client: ProviderClient): Promise<{ endSessionUrl: string | null }> {
    this.#known.delete(keyOf(client));
    const metadata = (await this.#configure(client)).serverMetadata();
    for (const url of [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri])
      if (!this.#isUsable(url)) throw new ProviderFailure('invalid', `It names no usable address: ${url ?? 'none'}`);
    const { end_session_endpoint: endSession } = metadata;
    return { endSessionUrl: this.#isUsable(endSession) ? endSession! : null };
  }

  /** Where the browser is to go, and what has to be kept until it comes back. Errors: `ProviderFailure`. */
  async depart(
    client: ProviderClient,
    redirectUri: string,
    state: string,
    loginHint: string | null,
  ): Promise<Departure & { url: string }> {
    const config = await this.#configure(client);
    const nonce = openid.randomNonce();
    const codeVerifier = openid.randomPKCECodeVerifier();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(loginHint === null ? {} : { login_hint: loginHint }),
    });
    return { url: url.href, nonce, codeVerifier };
  }

  /** Exchanges the code and checks the ID token: signature, issuer, audience, times, nonce. Errors: `ProviderFailure`. */
  arrive(
    client: ProviderClient,
    redirectUri: string,
    parameters: URLSearchParams,
    state: string,
    departure: Departure,
  ): Promise<ProviderClaims> {
    return inTime(this.#arrive(client, redirectUri, parameters, state, departure), this.#patience);
  }

  async #arrive(
    client: ProviderClient,
    redirectUri: string,
    parameters: URLSearchParams,
    state: string,
    { nonce, codeVerifier }: Departure,
  ): Promise<ProviderClaims> {
    const config = await this.#configure(client);
    const url = new URL(redirectUri);
    url.search = parameters.toString();
    const expected = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
    const checks = { ...expected, idTokenExpected: true };
    const tokens = await openid.authorizationCodeGrant(config, url, checks).catch(failed);
    const told = tokens.claims();
    if (told === undefined) throw new ProviderFailure('invalid', 'There is no ID token.');
    const about =
      told.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
        ? await openid.fetchUserInfo(config, tokens.access_token, told.sub).catch(failed)
        : told;
    const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
    return {
      issuer: told.iss,
      subject: told.sub,
      email: text(about.email)?.toLowerCase() ?? null,
      emailVerified: about.email_verified === true,
      name: text(about.name),
    };
  }

  async #configure(client: ProviderClient): Promise<openid.Configuration> {
    const key = keyOf(client);
    const now = this.#clock().getTime();
    const known = this.#known.get(key);
    if (known && known.until > now) return known.config;
    const config = await inTime(this.#discover(client).catch(failed), this.#patience);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, { config, until: now + KNOWN_MILLISECONDS });
    return config;
  }

  async #discover({ issuer, clientId, clientSecret }: ProviderClient): Promise<openid.Configuration> {
    const execute = this.#allowPrivate ? [openid.allowInsecureRequests] : [];
    const ask: openid.CustomFetch = (url, { method, headers, body }) =>
      this.#fetch(url, { method, headers, body: body === undefined || body === null ? undefined : String(body) });
    const found = await openid.discovery(new URL(issuer), clientId, undefined, openid.None(), {
      execute,
      timeout: TIMEOUT_SECONDS,
      [openid.customFetch]: ask,
    });
    const metadata = found.serverMetadata();
    const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const proof =
      clientSecret === null
        ? openid.None()
        : ways.includes('client_secret_basic')
          ? openid.ClientSecretBasic(clientSecret)
          : openid.ClientSecretPost(clientSecret);
    const own = { [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
    const config = new openid.Configuration(metadata, clientId, own, proof);
    config.timeout = TIMEOUT_SECONDS;
    config[openid.customFetch] = ask;
    openid.enableNonRepudiationChecks(config);
    for (const run of execute) run(config);
    return config;
  }

  #isUsable(url: string | undefined): boolean {
    const protocol = URL.parse(url ?? '')?.protocol;
    return protocol === 'https:' || (this.#allowPrivate && protocol === 'http:');
  }
}

const keyOf = ({ issuer, clientId, clientSecret }: ProviderClient) => JSON.stringify([issuer, clientId, clientSecret]);

/** Its several answers together; whoever waits for ours is told in time. */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const words = `It took longer than ${milliseconds / 1_000} s.`;
    timer = setTimeout(() => reject(new ProviderFailure('unreachable', words)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function failed(error: unknown): never {
  if (error instanceof openid.AuthorizationResponseError)
    throw new ProviderFailure('refused', error.error_description ?? error.error);
  if (error instanceof openid.WWWAuthenticateChallengeError)
    throw new ProviderFailure('invalid', 'The provider does not accept our client ID and secret.');
  if (error instanceof openid.ResponseBodyError)
    throw new ProviderFailure('invalid', error.error_description ?? error.error);
  const cause =
    error instanceof Error ? (error.cause as { readonly code?: string; readonly message?: string }) : undefined;
  const words = error instanceof Error ? error.message : String(error);
  // What the library has no code for came from the connection.
  const isOfNetwork = !(error instanceof openid.ClientError) || [undefined, 'OAUTH_TIMEOUT'].includes(error.code);
  throw new ProviderFailure(
    isOfNetwork ? 'unreachable' : 'invalid',
    cause?.message ? `${words}: ${cause.message}` : words,
  );
}
