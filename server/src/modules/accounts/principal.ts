import type { Permission } from '@roundsman/api-contract';
import type { MemberRole } from '@roundsman/delivery-rules';

interface Somebody {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
}

/** Somebody signed in on the Dispatch Web Platform. With a `merchantId`, only that merchant's rows exist for them. */
export interface MemberPrincipal extends Somebody {
  readonly kind: 'member';
  readonly sessionId: string;
  readonly role: MemberRole;
  readonly email: string;
  readonly merchantId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

export interface ApiKeyPrincipal extends Somebody {
  readonly kind: 'api_key';
  readonly merchantId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

export type DeskPrincipal = MemberPrincipal | ApiKeyPrincipal;

/** From inside a sandbox nobody speaks to the public of the whole installation, whatever they are outside. */
export function insideTwin<P extends DeskPrincipal>(principal: P): P {
  const permissions = new Set([...principal.permissions].filter((permission) => permission !== 'incidents:publish'));
  return { ...principal, permissions };
}
