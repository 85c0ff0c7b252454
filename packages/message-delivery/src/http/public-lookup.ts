import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { isPrivateAddress } from './private-addresses.ts';

export const PRIVATE_WORDS = 'The address lies in a private network.';

/** Resolves names for connections to addresses that strangers chose: one that leads inward, wholly or in part, is refused. */
export const publicLookup: LookupFunction = (hostname, options, found) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '', 0);
    const reachable = addresses.filter(({ address }) => !isPrivateAddress(address));
    const [first] = reachable;
    if (first === undefined || reachable.length < addresses.length) return found(new Error(PRIVATE_WORDS), '', 0);
    if (options.all) return found(null, reachable);
    found(null, first.address, first.family);
  });
};
