import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keeps secrets that must be read again (webhook signatures, authenticators) unreadable in the database and its backups. */
export interface Seal {
  seal(secret: string): string;
  /** Errors: a sealed text that was altered or sealed under another key throws. */
  open(sealed: string): string;
  /** What the same text gives again and nobody without the key can guess at: HMAC-SHA256, in hexadecimal. */
  fingerprint(text: string): string;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key derived for that purpose from the installation's secret; a sealed text is base64url of nonce,
 * tag and cipher.
 */
export function openSeal(installationSecret: Buffer, purpose: string): Seal {
  const key = createHmac('sha256', installationSecret).update(purpose).digest();
  const fingerprintKey = createHmac('sha256', key).update('fingerprints').digest();
  return {
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('hex'),
  };
}
