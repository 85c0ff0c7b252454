import { createClient, jobEndpoints, memberSession, organisationEndpoints } from '@roundsman/client';
import { SAMPLE_SIGN_IN } from '../../../sample/sign-in.ts';

/** The drill's own way to the platform, past all edges: it prepares and counts over it and never measures. */
export interface Desk {
  readonly platformUrl: string;
  /** Of the platform's database, for what is counted in it alone. */
  readonly databaseUrl: string;
  /** Whose jobs are created. */
  readonly merchantId: string | null;
  makeKey(name: string): Promise<string>;
}

const SCOPES = ['organisation:read', 'jobs:read', 'jobs:write', 'fleet:read', 'events:read', 'pairing:write'] as const;

export async function openDesk(platformUrl: string, databaseUrl: string): Promise<Desk> {
  const session = memberSession({ origin: platformUrl });
  await session.signIn(SAMPLE_SIGN_IN.email, SAMPLE_SIGN_IN.password);
  const desk = createClient({ edges: [platformUrl], session });
  const [anyJob] = (await desk.call(jobEndpoints.list, { query: { limit: 1 } })).rows;
  return {
    platformUrl,
    databaseUrl,
    merchantId: anyJob?.merchantId ?? null,
    makeKey: async (name) => {
      const { secret } = await desk.call(organisationEndpoints.createApiKey, { body: { name, scopes: [...SCOPES] } });
      return secret;
    },
  };
}
