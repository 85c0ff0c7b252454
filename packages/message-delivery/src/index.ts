// What came of handing a message to a provider: values, for both ports.

export type { ConfigurationResult } from './configuration.ts';
// E-mail: the port, its adapters, and what stands around a message.
export type { CalendarSlot } from './email/calendar-event.ts';
export { writeCalendarEvent } from './email/calendar-event.ts';
export type { DkimKey } from './email/dkim.ts';
export { dkimRecord } from './email/dkim.ts';
export type { CalendarPart, EmailMessage, InlineImage, Mailbox } from './email/email-message.ts';
export { headerText, isEmailAddress } from './email/email-message.ts';
export type { EmailListener, EmailProvider, EmailReceipt } from './email/email-provider.ts';
export type { OutboxEmailProvider } from './email/outbox-email-provider.ts';
export { createOutboxEmailProvider } from './email/outbox-email-provider.ts';
export type { DomainStanding, ProviderDomains, WantedRecord } from './email/provider-domains/provider-domains.ts';
export { readDeliveryReport } from './email/reports/read-delivery-report.ts';
export type { DnsLookup, DomainRecord } from './email/sender-domain/check-sender-domain.ts';
export { checkSenderDomain } from './email/sender-domain/check-sender-domain.ts';
export { openDnsLookup } from './email/sender-domain/dns-lookup.ts';
export { createSmtpProvider } from './email/smtp-provider.ts';
export type { SmtpSettings } from './email/smtp-settings.ts';
export { readSmtpSettings } from './email/smtp-settings.ts';
export type {
  Accepted,
  Failed,
  FailureReason,
  HandOverOptions,
  HandOverResult,
  LookUp,
  ProviderCapabilities,
  RefusalReason,
  Refused,
} from './hand-over.ts';
export { FAILURE_REASONS, failed, REFUSAL_REASONS, refused } from './hand-over.ts';
export { openStrangerFetch, type StrangerFetch } from './http/fetch-from-strangers.ts';
// Posts to addresses that strangers chose.
export type { Posted, Poster } from './http/post-to-strangers.ts';
export { openPoster } from './http/post-to-strangers.ts';
export { isPrivateAddress } from './http/private-addresses.ts';
// Several providers a channel.
export type { AcceptedMessage, ReceiptJudgement } from './routing/judge-receipts.ts';
export { judgeReceipts } from './routing/judge-receipts.ts';
export type { ProviderTry, Routable, Route, RoutedResult } from './routing/provider-routes.ts';
export { ProviderRoutes } from './routing/provider-routes.ts';
export type { Standing, StandingState } from './routing/provider-standing.ts';
export type { EmailProviderSettings, ProviderSurroundings, SmsProviderSettings } from './routing/read-providers.ts';
export { readEmailProviders, readSmsProviders, smppAlone, smtpAlone } from './routing/read-providers.ts';
export type { OutboxSmsProvider } from './sms/outbox-sms-provider.ts';
export { createOutboxSmsProvider } from './sms/outbox-sms-provider.ts';
// Text and numbers.
export type { PhoneNumberResult } from './sms/phone-number.ts';
export { countryOfNumber, normalisePhoneNumber } from './sms/phone-number.ts';
export type { SegmentedSms, SmsEncoding, SmsSegment } from './sms/segment-sms.ts';
export { segmentSms } from './sms/segment-sms.ts';
export { createSmppProvider, smsReference } from './sms/smpp/smpp-provider.ts';
export type { SmppSettings } from './sms/smpp/smpp-settings.ts';
export { readSmppSettings } from './sms/smpp/smpp-settings.ts';
export type { SmsMessage } from './sms/sms-message.ts';
// SMS: the port and its adapters.
export type { AboutMessage, SmsListener, SmsProvider, SmsReceipt, SmsReply } from './sms/sms-provider.ts';
export { transliterate } from './sms/transliterate.ts';
export type { WebhookRequest, WebhookVerdict } from './webhooks/webhook.ts';
