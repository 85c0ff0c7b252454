import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { type Platform, Problem } from '../../platform/index.ts';
import { installationOperators } from '../../platform/installation/index.ts';
import type { MemberPrincipal } from './principal.ts';

const VALID_SECONDS = 600;

/**
 * A short-lived token for the edge program's incident API: the platform vouches for a member who is also an operator of the
 * installation. The format is the edge program's (`edge/README.md`). Problems: 403 `not_an_operator`, 503 `edge_secret_missing`.
 */
export async function incidentTokenFor(
  platform: Platform,
  member: MemberPrincipal,
): Promise<{ token: string; expiresAt: string }> {
  const [operator] = await platform.database.asInstallation((db) =>
    db.select().from(installationOperators).where(eq(installationOperators.email, member.email)),
  );
  if (!operator || operator.disabledAt) {
    throw new Problem({
      status: 403,
      code: 'not_an_operator',
      title: 'Incidents are published by operators of the installation',
      remedy: 'Ask whoever runs this installation.',
    });
  }
  const issuedAt = Math.floor(platform.clock.now().getTime() / 1000);
  const expires = issuedAt + VALID_SECONDS;
  const payload = Buffer.from(
    JSON.stringify({ sub: operator.id, name: operator.name, iat: issuedAt, exp: expires }),
  ).toString('base64url');
  const signed = `rmedge1.${payload}`;
  const signature = createHmac('sha256', sharedSecret(platform)).update(signed).digest('base64url');
  return { token: `${signed}.${signature}`, expiresAt: new Date(expires * 1000).toISOString() };
}

/** Read each time, so that a replaced secret counts at once. */
function sharedSecret({ config, dataFolder }: Platform): Buffer {
  const file = join(dataFolder, 'edge', 'shared-secret');
  const text = config.edgeSharedSecret ?? (existsSync(file) ? readFileSync(file, 'utf8') : null);
  if (text) return Buffer.from(text.split(',')[0]!.trim(), 'base64url');
  throw new Problem({
    status: 503,
    code: 'edge_secret_missing',
    title: 'The secret shared with the edge program is not there',
    remedy: 'Start the edge program once, or set EDGE_SHARED_SECRET for both.',
    retryAfterSeconds: 10,
  });
}
