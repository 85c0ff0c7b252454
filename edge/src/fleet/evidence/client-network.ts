import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/**
 * The network that a report comes from: /24 of an IPv4 address, /48 of an IPv6 one. Fine enough to tell one office's bad line from an edge
 * that is ill, too coarse to be a person. Behind an edge the address is what the edge says it is.
 */
export function clientNetwork(request: FastifyRequest, isTrusted: (address: string) => boolean): string {
  const own = plain(request.ip);
  const forwarded =
    String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim() ?? '';
  return networkOf(isTrusted(own) && isIP(forwarded) !== 0 ? plain(forwarded) : own);
}

export function networkOf(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(address) !== 6) return 'unknown';
  const [head = '', tail = ''] = address.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  const groups = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.slice(0, 3).join(':')}::/48`;
}

const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, '');
