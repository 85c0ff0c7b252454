import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The token by which the platform vouches for an operator of the installation (README.md has the format). Pure: the
 * platform keeps a mirror of the signing half, and both must agree to the byte.
 */

export interface OperatorClaims {
  /** Id of the operator of the installation. */
  operatorId: string;
  /** Kept beside what they write; not shown to the public. */
  name: string;
  /** Seconds since 1970. */
  issuedAt: number;
  expiresAt: number;
}

export const tokenVersion = 'rmedge1';
/** A token that claims to live longer is refused, whoever signed it. */
export const longestLifeSeconds = 600;
/** How far the clocks of two machines may stand apart. */
const leewaySeconds = 60;

/** `secret`: 32 bytes or more, shared by platform and edge program. */
export function signOperatorToken(claims: OperatorClaims, secret: Buffer): string {
  const payload = Buffer.from(
    JSON.stringify({ sub: claims.operatorId, name: claims.name, iat: claims.issuedAt, exp: claims.expiresAt }),
  ).toString('base64url');
  return `${tokenVersion}.${payload}.${signature(payload, secret)}`;
}

export type TokenVerdict =
  | { valid: true; claims: OperatorClaims }
  | { valid: false; reason: 'malformed' | 'wrong_signature' | 'expired' | 'too_long_lived' };

/** Any of the secrets will do, so that one can be replaced without a pause. */
export function verifyOperatorToken(token: string, secrets: readonly Buffer[], now: Date): TokenVerdict {
  const [version, payload, signed, ...rest] = token.length > 4096 ? [] : token.split('.');
  if (version !== tokenVersion || !payload || !signed || rest.length > 0) return { valid: false, reason: 'malformed' };
  if (!secrets.some((secret) => sameText(signed, signature(payload, secret)))) {
    return { valid: false, reason: 'wrong_signature' };
  }
  const claims = readClaims(payload);
  if (!claims) return { valid: false, reason: 'malformed' };
  const seconds = now.getTime() / 1000;
  if (claims.expiresAt - claims.issuedAt > longestLifeSeconds || claims.issuedAt > seconds + leewaySeconds) {
    return { valid: false, reason: 'too_long_lived' };
  }
  return claims.expiresAt + leewaySeconds > seconds ? { valid: true, claims } : { valid: false, reason: 'expired' };
}

function signature(payload: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(`${tokenVersion}.${payload}`).digest('base64url');
}

/** Compares in constant time, whatever the lengths. */
export function sameText(first: string, second: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(first), digest(second));
}

function readClaims(payload: string): OperatorClaims | null {
  try {
    const { sub, name, iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const whole = typeof sub === 'string' && typeof name === 'string' && Number.isInteger(iat) && Number.isInteger(exp);
    return whole ? { operatorId: sub, name, issuedAt: iat, expiresAt: exp } : null;
  } catch {
    return null;
  }
}
