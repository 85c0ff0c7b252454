// What came of handing a message to a provider: values, for both ports.

export type { ConfigurationResult } from './configuration.ts';
export type { EmailMessage, Mailbox } from './email/email-message.ts';
export { headerText, isEmailAddress } from './email/email-message.ts';

// E-mail: the port and its adapters.
export type { EmailProvider } from './email/email-provider.ts';
export type { OutboxEmailProvider } from './email/outbox-email-provider.ts';
export { createOutboxEmailProvider } from './email/outbox-email-provider.ts';
export { createSmtpProvider } from './email/smtp-provider.ts';
export type { SmtpSettings } from './email/smtp-settings.ts';
export { readSmtpSettings } from './email/smtp-settings.ts';
export type {
  Accepted,
  Failed,
  FailureReason,
  HandOverOptions,
  HandOverResult,
  ProviderCapabilities,
  RefusalReason,
  Refused,
} from './hand-over.ts';
export { FAILURE_REASONS, failed, REFUSAL_REASONS, refused } from './hand-over.ts';
export type { OutboxSmsProvider } from './sms/outbox-sms-provider.ts';
export { createOutboxSmsProvider } from './sms/outbox-sms-provider.ts';
// Text and numbers.
export type { PhoneNumberResult } from './sms/phone-number.ts';
export { normalisePhoneNumber } from './sms/phone-number.ts';
export type { SegmentedSms, SmsEncoding, SmsSegment } from './sms/segment-sms.ts';
export { segmentSms } from './sms/segment-sms.ts';
export { createSmppProvider } from './sms/smpp/smpp-provider.ts';
export type { SmppSettings } from './sms/smpp/smpp-settings.ts';
export { readSmppSettings } from './sms/smpp/smpp-settings.ts';
export type { SmsMessage } from './sms/sms-message.ts';
// SMS: the port and its adapters.
export type { SmsListener, SmsProvider, SmsReceipt, SmsReply } from './sms/sms-provider.ts';
