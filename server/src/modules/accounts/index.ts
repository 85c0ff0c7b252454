/** Accounts: organisations, branches, members, API keys, and who a token speaks for. */
export { type ApiKeyRow, createApiKey, pageOfApiKeys, revokeApiKey, rotateApiKey } from './api-keys.ts';
export { authenticateDesk } from './authenticate-desk.ts';
export { isClosedDay, readBranchCalendar, setBranchCalendar } from './branch-calendar.ts';
export { CHALLENGE_SECONDS } from './challenges.ts';
export {
  askEmailChange,
  askEmailChangeOf,
  takeBackEmailChange,
  takeBackEmailChangeOf,
} from './email-change/ask-email-change.ts';
export { confirmEmailChange, undoEmailChange } from './email-change/decide-email-change.ts';
export { type EmailChangeRow, forgetEmailChanges, openEmailChanges } from './email-change/email-changes.ts';
export { incidentTokenFor } from './incident-token.ts';
export { LETTER_TASK, type Letter, type LetterKind, type LetterMatter, readLetter, recordLetter } from './letters.ts';
export { changeBranch, closeBranch, getBranch, openBranch, pageOfBranches } from './manage-branches.ts';
export {
  changeMember,
  inviteMember,
  listMembers,
  type ManagedMember,
  pageOfMembers,
  sendLinkAgain,
  takeSecondFactorOff,
  unlinkMember,
} from './manage-members.ts';
export { issueLink, linkUrl, type MemberLinkKind, openLink, useLink } from './member-links.ts';
export { administratorsOf, memberNames } from './member-names.ts';
export { addMember, type NewMember, principalOfMember } from './members.ts';
export { openVisit } from './open-visit.ts';
export { changePolicies, readPolicies } from './organisation-policies.ts';
export {
  type BranchRow,
  changeOrganisation,
  createBranch,
  createOrganisation,
  getOrganisation,
  joinBranch,
  listBranches,
  listOrganisations,
  type NewBranch,
  type NewOrganisation,
  newShortId,
  type OrganisationRow,
  organisationByShortId,
  resolveBranch,
} from './organisations.ts';
export { askPasswordAgain, asMember, changePassword, endOwnSession, memberRow } from './own-account.ts';
export {
  addPasskey,
  beginPasskey,
  listPasskeys,
  type PasskeyRow,
  removePasskey,
  renamePasskey,
  requirePasskey,
} from './passkeys/manage-passkeys.ts';
export { setPasskeyAfterPassword } from './passkeys/passkey-factor.ts';
export { type RelyingParty, relyingPartyOf, requireRelyingParty } from './passkeys/relying-party.ts';
export type { ApiKeyPrincipal, DeskPrincipal, MemberPrincipal } from './principal.ts';
export { type AuditQuery, type AuditRow, readAudit } from './read-audit.ts';
export { advanceSandboxClock, type ClockState, readClock, setSandboxClock } from './sandbox-clock.ts';
export {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  SECOND_FACTOR_SEAL,
  secondFactorOf,
} from './second-factor.ts';
export { hashSecret, newSecret, readSecret, type SecretKind } from './secrets.ts';
export {
  endSessionsOf,
  type IssuedSession,
  isGoodToken,
  listSessions,
  openSession,
  renewSession,
  sessionOver,
  tokenValues,
} from './sessions.ts';
export { type Caller, MemberSignIn, type SignedIn } from './sign-in.ts';
export { OpenIdProviders, ProviderFailure } from './single-sign-on/openid-provider.ts';
export { noProvider, providerFailed } from './single-sign-on/provider-problems.ts';
export {
  PROVIDER_SEAL,
  readSingleSignOn,
  redirectUriOf,
  refuseFaultyProvider,
  refuseLesserThanAdministrator,
  removeSingleSignOn,
  type SingleSignOnRow,
  saveSingleSignOn,
  signOutUrlOf,
} from './single-sign-on/provider-settings.ts';
export { SignInByProvider } from './single-sign-on/sign-in-by-provider.ts';
