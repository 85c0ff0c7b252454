import type { Organisation, Permission, Session } from '@roundsman/api-contract';
import { createContext, useContext } from 'react';

export interface OrganisationState {
  organisation: Organisation;
  member: Session['member'];
  /** The branch that the desk looks at, kept on the device and shared by all windows of its browser; undefined: all of them. */
  branchId: string | undefined;
  chooseBranch: (branchId: string | undefined) => void;
  /** That branch's zone, or the first one's: all times on screen are told in it. */
  zone: string;
  /** The business date there, `YYYY-MM-DD`. */
  today: string;
  can: (permission: Permission) => boolean;
}

export const OrganisationContext = createContext<OrganisationState | null>(null);

/** The organisation that the member works for. Only below the session gate. */
export function useOrganisation(): OrganisationState {
  const state = useContext(OrganisationContext);
  if (!state) throw new Error('useOrganisation: nobody is signed in here');
  return state;
}
