import { randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A signing secret as Standard Webhooks writes them. */
export const newSigningSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
