import { isIP } from 'node:net';
import { isPrivateAddress } from '@roundsman/message-delivery';
import type { Config } from '../config/index.ts';
import type { FieldProblem } from '../problem.ts';

/**
 * May addresses that members give lead to this machine and its private networks? Unless WEBHOOK_ALLOW_PRIVATE says: only
 * where the platform serves its own machine alone, where nobody else could ask for it.
 */
export const mayReachPrivate = ({ webhookAllowPrivate, host }: Pick<Config, 'webhookAllowPrivate' | 'host'>): boolean =>
  webhookAllowPrivate ?? ['127.0.0.1', '::1', 'localhost'].includes(host);

/** What is wrong with an address that the platform is to ask or post to; where its name leads is looked at again with each connection. */
export function faultsOfOutsideUrl(field: string, text: string, allowPrivate: boolean): FieldProblem[] {
  const url = URL.parse(text);
  const fault = (code: string, message: string, remedy: string) => [{ field, code, message, remedy }];
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return fault('not_a_web_address', 'This is not a web address.', 'Write https://host/path.');
  }
  if (url.username !== '' || url.password !== '') {
    return fault('has_credentials', 'The address holds a name or password.', 'Leave them out.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (allowPrivate) return [];
  if (host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host))) {
    return fault('private_address', 'The address lies in a private network.', 'Use one that the Internet reaches.');
  }
  if (url.protocol === 'http:') return fault('not_encrypted', 'It would travel in the clear.', 'Use https://.');
  return [];
}
