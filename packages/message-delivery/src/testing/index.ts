// Real far sides for the tests of those who use this package: an SMTP server and an SMSC that misbehave when asked to.

export {
  type EmailApiPeer,
  startResendPeer,
} from '../email/http-apis/email-api-stand-ins.ts';
export { type ReceivedEmail, type SmtpPeer, startSmtpPeer } from '../email/smtp-peer.ts';
export { type SmsApiPeer, startTwilioPeer } from '../sms/http-apis/sms-api-stand-ins.ts';
export { type ReceivedSms, type SmscPeer, startSmscPeer } from '../sms/smsc-peer.ts';
