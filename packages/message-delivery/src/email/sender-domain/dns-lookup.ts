import { Resolver } from 'node:dns/promises';

import type { DnsLookup } from './check-sender-domain.ts';

const NOTHING_THERE = ['ENOTFOUND', 'ENODATA'];
const TIMEOUT_MILLISECONDS = 3_000;

/** Asks the machine's name servers, or those given as `address` or `address:port`. */
export function openDnsLookup(servers: readonly string[] = []): DnsLookup {
  const resolver = new Resolver({ timeout: TIMEOUT_MILLISECONDS, tries: 2 });
  if (servers.length > 0) resolver.setServers([...servers]);
  return {
    async txt(name) {
      try {
        return (await resolver.resolveTxt(name)).map((strings) => strings.join(''));
      } catch (error) {
        if (NOTHING_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    },
  };
}
