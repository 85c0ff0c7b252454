import type { Permission } from '@roundsman/api-contract';
import { authenticateDesk, type DeskPrincipal } from '../modules/accounts/index.ts';
import type { Gate } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

/** Members and API keys, by what they are allowed to do. */
export function deskGate({ database, clock }: Platform): Gate<DeskPrincipal> {
  return {
    authenticate: async ({ bearer }) => (bearer === null ? null : authenticateDesk(database, clock, bearer)),
    authorise: (principal, access) =>
      access === 'signed_in' ||
      (typeof access === 'object' && principal.permissions.has(access.permission as Permission)),
  };
}
