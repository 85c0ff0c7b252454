/** Accounts: organisations, branches, members, API keys, and who a token speaks for. */
export { type ApiKeyRow, createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
export { authenticateDesk } from './authenticate-desk.ts';
export { incidentTokenFor } from './incident-token.ts';
export { addMember, type NewMember, principalOfMember } from './members.ts';
export {
  type BranchRow,
  createBranch,
  createOrganisation,
  getOrganisation,
  listBranches,
  listOrganisations,
  type NewBranch,
  type NewOrganisation,
  newShortId,
  type OrganisationRow,
  organisationByShortId,
  resolveBranch,
} from './organisations.ts';
export type { ApiKeyPrincipal, DeskPrincipal, MemberPrincipal } from './principal.ts';
export { readClock, setSandboxClock } from './sandbox-clock.ts';
export { hashSecret, newSecret, readSecret, type SecretKind } from './secrets.ts';
export { endSessionsOf, findAccess, type IssuedSession, openSession, renewSession, sessionOver } from './sessions.ts';
export { MemberSignIn, type SignedIn } from './sign-in.ts';
