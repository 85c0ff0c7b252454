/** Outbound Email Service: hands e-mails to the providers that belong to the organisation, and to nobody from a sandbox. */
export { checkSender } from './check-sender.ts';
export { type EmailProviders, type EmailSending, openEmailProviders } from './outbound-email.ts';
export { emailReceiptsOf } from './read-receipts.ts';
export { emailFromOf, emailSettingsOf, outboundEmailRole, settingsOrRefusal } from './role.ts';
export { type DomainNeeds, domainNeedsOf } from './sender-domains/ask-providers.ts';
export { checkNow, type DnsChecks } from './sender-domains/look-at-dns.ts';
export {
  DKIM_SEAL,
  listSenderDomains,
  makeDkimKey,
  present as presentSenderDomain,
  removeSenderDomain,
  setSenderDomain,
} from './sender-domains/manage-sender-domains.ts';
export { liftSuppression, listSuppressions, suppressAddress } from './suppressions.ts';
