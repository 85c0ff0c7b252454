import type { Access } from '@roundsman/api-contract';

import type { Actor } from '../database/work.ts';

/** Who a request speaks for, as its door found out; a door's own kinds of principal say more. */
export interface Principal {
  readonly kind: Actor['kind'];
  readonly id: string;
  readonly organisationId: string;
}

/** A door's word on who knocks and what they may do. */
export interface Gate<P extends Principal> {
  /** Null when the request carries no credential, or one that is good for nothing. */
  authenticate(credential: Credential): Promise<P | null>;
  /** Whether that principal may use endpoints of that access; never asked for `anyone`. */
  authorise(principal: P, access: Access): boolean;
}

export interface Credential {
  /** From `Authorization: Bearer …`. */
  readonly bearer: string | null;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly params: Readonly<Record<string, string | undefined>>;
}
