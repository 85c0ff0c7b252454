/** Outbound Email Service: hands e-mails to the provider that belongs to the organisation, and to nobody from a sandbox. */
export { type EmailProviders, type EmailSending, openEmailProviders, outboundEmailTasks } from './outbound-email.ts';
export { outboundEmailRole } from './role.ts';
