import type { Session as MemberAnswer, PasskeyAssertion, PasskeyRequest } from '@roundsman/api-contract';
import { type ClientOptions, createClient } from '../client.ts';
import { systemClock } from '../clock.ts';
import { sandboxEndpoints, sessionEndpoints } from '../endpoints.generated.ts';
import { RefusedError } from '../errors.ts';
import type { Session } from './session.ts';
import { keepToken } from './token-keeper.ts';

export interface SignInMore {
  /** Which one, for a person who works for several. */
  readonly organisationId?: string;
  /** Of the authenticator, or a recovery code. */
  readonly code?: string;
  /** In the place of a code: the answer to the `passkeyRequest` of the problem `code_needed`. */
  readonly passkey?: PasskeyAssertion;
}

export interface MemberSession extends Session {
  /** Who is signed in, as far as this page knows; null before `resume` or after `signOut`. */
  current(): MemberAnswer | null;
  /** Throws RefusedError when e-mail or password are wrong, or when `code_needed` or `several_organisations` ask for more. */
  signIn(email: string, password: string, more?: SignInMore): Promise<MemberAnswer>;
  /** What the browser is to be asked for `signInWithPasskey`; good for five minutes and one answer. */
  beginPasskey(): Promise<PasskeyRequest>;
  /** Throws RefusedError `passkey_unknown`, `passkey_refused`, `challenge_over`. */
  signInWithPasskey(credential: PasskeyAssertion): Promise<MemberAnswer>;
  /** Where the browser goes to sign in through the provider of an organisation: of the member's e-mail, or of its sign-in link. */
  beginProvider(whose: { readonly email?: string; readonly organisation?: string }): Promise<{ url: string }>;
  /** With the query that the provider sent the browser back with. Throws RefusedError with why not, in words. */
  finishProvider(search: string): Promise<MemberAnswer>;
  /** Picks up the session that the cookie still holds; null when there is none. */
  resume(): Promise<MemberAnswer | null>;
  signOut(): Promise<void>;
  /** From the next token on: of the organisation, or of its sandbox, which the same cookie opens. Start the page anew with it. */
  chooseSandbox(wanted: boolean): void;
  inSandbox(): boolean;
  /** Called with the member after signing in and with null when the session ends, by hand or because it was revoked. */
  onChange(listener: (session: MemberAnswer | null) => void): () => void;
}

/** Where it is remembered which of the two is meant: `sessionStorage` of a page, so that each tab has its own. */
export interface WorldStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const WORLD = 'roundsman.sandbox';

/** Runs one after the other whatever is given to it, also by others who share the cookie: the tabs of a browser. */
export type InTurn = <T>(run: () => Promise<T>) => Promise<T>;

/**
 * A member's session: the bearer token lives in memory only; the refresh cookie is HttpOnly and belongs to `origin`, the app's canonical one
 * (the page's own when empty).
 */
export function memberSession(
  options: { origin?: string; world?: WorldStorage; inTurn?: InTurn } & Pick<ClientOptions, 'fetch' | 'clock'> = {},
): MemberSession {
  const door = createClient({ ...options, edges: [options.origin ?? ''], credentials: 'same-origin' });
  const listeners = new Set<(session: MemberAnswer | null) => void>();
  const tell = (session: MemberAnswer | null) => {
    for (const listener of listeners) listener(session);
  };

  // Each renewal replaces the cookie: of two at once, one might leave a cookie behind that is replaced already.
  const { world, inTurn = (run) => run() } = options;
  const inSandbox = () => world?.getItem(WORLD) === '1';
  const chooseSandbox = (wanted: boolean) => {
    if (wanted) world?.setItem(WORLD, '1');
    else world?.removeItem(WORLD);
  };
  /** The sandbox's own token; where it cannot be had, the session outside goes on. */
  const visit = async (outside: MemberAnswer): Promise<MemberAnswer> => {
    const authorization = `Bearer ${outside.token}`;
    const asMember: Session = { authorization: async () => authorization, refused: async () => false };
    try {
      return await createClient({ ...options, edges: [options.origin ?? ''], session: asMember }).call(
        sandboxEndpoints.enter,
      );
    } catch (error) {
      if (!(error instanceof RefusedError) || error.mayPass) throw error;
      chooseSandbox(false);
      return outside;
    }
  };

  const renew = async (): Promise<MemberAnswer | null> => {
    try {
      const outside = await inTurn(() => door.call(sessionEndpoints.renew));
      return inSandbox() ? await visit(outside) : outside;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.mayPass) throw error;
      if (keeper.current()) tell(null);
      return null;
    }
  };
  const keeper = keepToken(renew, options.clock ?? systemClock);

  const begin = (session: MemberAnswer) => {
    keeper.keep(session);
    tell(session);
    return session;
  };

  return {
    current: keeper.current,
    signIn: async (email, password, more = {}) =>
      begin(await door.call(sessionEndpoints.signIn, { body: { email, password, ...more } })),
    beginPasskey: () => door.call(sessionEndpoints.beginPasskey),
    signInWithPasskey: async (credential) =>
      begin(await door.call(sessionEndpoints.signInWithPasskey, { body: { credential } })),
    beginProvider: (whose) => door.call(sessionEndpoints.beginProvider, { body: whose }),
    // Tried once: the code in it is good once.
    finishProvider: async (search) =>
      begin(await door.call(sessionEndpoints.finishProvider, { body: { search }, attempts: 1 })),
    resume: async () => {
      const session = await keeper.fresh();
      tell(session);
      return session;
    },
    signOut: async () => {
      await door.call(sessionEndpoints.signOut);
      chooseSandbox(false);
      keeper.keep(null);
      tell(null);
    },
    chooseSandbox,
    inSandbox,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    authorization: async () => {
      const session = await keeper.fresh();
      return session && `Bearer ${session.token}`;
    },
    refused: async (authorization) => {
      keeper.drop(authorization.slice('Bearer '.length));
      return (await keeper.fresh()) !== null;
    },
  };
}
