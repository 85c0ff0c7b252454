/** Outbound SMS Service: hands SMS to the provider that belongs to the organisation, takes receipts and replies back. */

export { listenToNetwork } from './listen-to-network.ts';
export { openSmsProviders, outboundSmsTasks, type SmsProviders, type SmsSending } from './outbound-sms.ts';
export { outboundSmsRole } from './role.ts';
