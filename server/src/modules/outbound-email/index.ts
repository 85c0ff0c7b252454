/** Outbound Email Service: hands e-mails to the providers that belong to the organisation, and to nobody from a sandbox. */
export { checkSender } from './check-sender.ts';
export { type EmailProviders, type EmailSending, openEmailProviders, outboundEmailTasks } from './outbound-email.ts';
export { emailFromOf, emailSettingsOf, outboundEmailRole, settingsOrRefusal } from './role.ts';
export { liftSuppression, listSuppressions, suppressAddress } from './suppressions.ts';
