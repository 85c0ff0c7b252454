// A process of its own that takes e-mails and SMS, so that the platform's memory and time are measured without it.
import { startSmscPeer, startSmtpPeer } from '@roundsman/message-delivery/testing';

const smtp = await startSmtpPeer();
const smsc = await startSmscPeer();
smsc.confirm({ afterMilliseconds: 500 });
/** Real time of arrival by recipient, in milliseconds since 1970; told in batches. */
let heard: [string, number][] = [];
const hear = (to: string) => heard.push([to, performance.timeOrigin + performance.now()]);
smtp.onEmail(({ recipients }) => {
  for (const recipient of recipients) hear(recipient);
  smtp.forget();
});
smsc.onSegment((to) => {
  hear(`+${to}`);
});
setInterval(() => {
  smsc.forget();
  if (heard.length > 0) process.send?.({ heard });
  heard = [];
}, 100);
process.on('disconnect', () => process.exit(0));
process.send?.({ smtp: smtp.port, smsc: smsc.port });
