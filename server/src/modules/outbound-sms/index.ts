/**
 * Outbound SMS Service: hands SMS to the providers that belong to the organisation, and to nobody from a sandbox; takes
 * what comes back.
 */
export { openSmsProviders, type SmsProviders, type SmsSending } from './outbound-sms.ts';
export { previewSms } from './preview-sms.ts';
export { smsReceiptsOf } from './read-receipts.ts';
export { outboundSmsRole, smsFromOf, smsSettingsOf } from './role.ts';
