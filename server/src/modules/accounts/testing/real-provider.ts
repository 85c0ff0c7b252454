import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Whom the provider knows, by what they type as their login, which is their subject too. */
export interface ProviderPerson {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

export interface RealProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly people: Map<string, ProviderPerson>;
  close(): Promise<void>;
}

/** The certified `oidc-provider` on this machine, with one client and its own pages for signing in. */
export async function startRealProvider(redirectUri: string, port = 0): Promise<RealProvider> {
  const people = new Map<string, ProviderPerson>();
  const [clientId, clientSecret] = ['roundsman', 'a secret that the provider made up'];
  let serve: RequestListener = () => {};
  const server = createServer((request, response) => serve(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    findAccount(_context: unknown, login: string) {
      const person = people.get(login);
      if (!person) return undefined;
      const { email, emailVerified, name } = person;
      return { accountId: login, claims: async () => ({ sub: login, email, email_verified: emailVerified, name }) };
    },
  });
  // Its own pages ask another machine for a font.
  provider.use(async (context, next) => {
    await next();
    if (typeof context.body === 'string') context.body = context.body.replace(/@import url\([^)]*\);/, '');
  });
  serve = provider.callback();
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const MOST_STEPS = 15;

/** Goes through the provider's pages as a browser does; the query that it would come back with. `null`: leaves at the first page. */
export async function signInAtProvider(url: string, redirectUri: string, login: string | null): Promise<string> {
  const jar = new Map<string, string>();
  let next = new URL(url);
  let form: URLSearchParams | null = null;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (next.href.startsWith(redirectUri)) return next.search;
    const response: Response = await fetch(next, {
      method: form === null ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: form,
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '') jar.delete(name!);
      else jar.set(name!, value!);
    }
    form = null;
    const location = response.headers.get('location');
    if (location !== null) {
      next = new URL(location, next);
      continue;
    }
    const page = await response.text();
    if (login === null) {
      next = new URL(/href="([^"]*abort[^"]*)"/.exec(page)?.[1] ?? '', next);
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (prompt === undefined) throw new Error(`The provider shows no form: ${/<pre>.*/s.exec(page)?.[0] ?? page}`);
    next = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? next.href, next);
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
  }
  throw new Error('The provider goes round in circles');
}
