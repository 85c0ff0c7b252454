import { createHmac, randomBytes } from 'node:crypto';
import { sameText } from '../incidents/index.ts';

/** What a link in a message allows: to begin, to end, or to act on what the monitor called for. */
export type TokenPurpose = 'confirm' | 'end' | 'alert';

export interface SubscriptionTokens {
  print(id: string, purpose: TokenPurpose): string;
  /** The id of the subscriber or message and what the token allows, or null. */
  read(token: string): { id: string; purpose: TokenPurpose } | null;
}

export const newSubscriptionKey = () => randomBytes(32).toString('base64url');

const signs: Record<TokenPurpose, string> = { confirm: 'c', end: 'e', alert: 'a' };

/** Short enough for an SMS, and nothing to keep: `<purpose><id without hyphens>.<96 bits of HMAC-SHA256>`. */
export function openTokens(key: Buffer): SubscriptionTokens {
  const seal = (text: string) => createHmac('sha256', key).update(text).digest().subarray(0, 12).toString('base64url');
  return {
    print(id, purpose) {
      const text = `${signs[purpose]}${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`;
      return `${text}.${seal(text)}`;
    },
    read(token) {
      const [text = '', sealed = ''] = token.length > 100 ? [] : token.split('.');
      const purpose = (['confirm', 'end', 'alert'] as const).find((one) => signs[one] === text[0]);
      if (!purpose || !sameText(sealed, seal(text))) return null;
      const hex = Buffer.from(text.slice(1), 'base64url').toString('hex');
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { id, purpose };
    },
  };
}
