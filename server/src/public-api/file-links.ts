import { createHmac, timingSafeEqual } from 'node:crypto';

export const FILE_LINK_SECONDS = 300;

export interface FileLink {
  readonly organisationId: string;
  readonly fileId: string;
}

/** Opens one file to whoever holds it, until it runs out: what it says, and a signature of that under the installation's secret. */
export function signFileLink(secret: Buffer, { organisationId, fileId }: FileLink, expiresAt: Date): string {
  const said = Buffer.from(`${organisationId} ${fileId} ${expiresAt.getTime()}`).toString('base64url');
  return `${said}.${signatureOf(secret, said).toString('base64url')}`;
}

/** Null when it was altered, signed by somebody else, or ran out. */
export function readFileLink(secret: Buffer, token: string, now: Date): FileLink | null {
  const [said = '', given = '', ...more] = token.split('.');
  const signature = Buffer.from(given, 'base64url');
  const right = signatureOf(secret, said);
  if (more.length > 0 || signature.length !== right.length || !timingSafeEqual(signature, right)) return null;
  const [organisationId, fileId, end] = Buffer.from(said, 'base64url').toString().split(' ');
  return Number(end) > now.getTime() ? { organisationId: organisationId!, fileId: fileId! } : null;
}

const signatureOf = (secret: Buffer, said: string) => createHmac('sha256', secret).update(said).digest();
