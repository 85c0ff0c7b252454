import { createHash, randomBytes } from 'node:crypto';

/** What a secret is for stands in front of it, so that a leaked one is recognised at sight. */
export const SECRET_KINDS = {
  access: 'rma',
  refresh: 'rmr',
  api_key: 'rmk',
  device_renewal: 'rmd',
  tracker_link: 'rmt',
  member_link: 'rml',
} as const;
export type SecretKind = keyof typeof SECRET_KINDS;

const SHAPE = /^(rm[a-z])_([a-z0-9]{4,16})_([A-Za-z0-9_-]{22,64})$/;

/** A random secret of 192 bits that leads to its organisation: `rmk_4f7q2m_…`. Stored only as its hash. */
export function newSecret(kind: SecretKind, organisationShortId: string): string {
  return `${SECRET_KINDS[kind]}_${organisationShortId}_${randomBytes(24).toString('base64url')}`;
}

/** Secrets are long and random, so one round of SHA-256 keeps them; passwords get argon2id. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** The kind and organisation that a secret names, or null when it is no secret of ours. */
export function readSecret(secret: string): { kind: SecretKind; organisationShortId: string } | null {
  const match = SHAPE.exec(secret);
  if (!match) return null;
  const kind = (Object.keys(SECRET_KINDS) as SecretKind[]).find((name) => SECRET_KINDS[name] === match[1]);
  return kind ? { kind, organisationShortId: match[2]! } : null;
}
