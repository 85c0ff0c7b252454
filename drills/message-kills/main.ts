// `npm run drill -- message-kills --json FILE`: 5,000 messages while the service is killed at random moments 50 times. E-mail
// goes to a provider that takes idempotency keys, SMS to one that takes none. `--messages N --kills K --perSecond R`.
import { startResendPeer, startSmscPeer } from '@roundsman/message-delivery/testing';

import { keepAsJson, numberOption, round, surroundings, until } from '../../bench/messages/harness/figures.ts';
import { openMessagePlatform, type Telling } from '../../bench/messages/harness/message-platform.ts';

const PORT = 4442;
const count = numberOption('messages', 5_000);
const kills = numberOption('kills', 50);
/** Of each channel: slow enough that every kill falls into the work. */
const perSecond = numberOption('perSecond', 20);
const MOST_LIFE_SECONDS = 3;
const MOST_SECONDS_AFTER = 900;

const resend = await startResendPeer('re_key');
const smsc = await startSmscPeer();
// As networks do: a receipt for each SMS, brought again while nobody takes it.
smsc.confirm({ afterMilliseconds: 500 });
const sms = new Map<string, number>();
smsc.onSegment((to) => sms.set(`+${to}`, (sms.get(`+${to}`) ?? 0) + 1));
const platform = await openMessagePlatform(
  {
    email: [{ kind: 'resend', apiKey: 're_key', endpoint: resend.url, perSecond }],
    sms: [{ kind: 'smpp', url: `smpp://rhein:secret@127.0.0.1:${smsc.port}`, perSecond }],
  },
  PORT,
);
try {
  const began = performance.now();
  const burst = Array.from({ length: count }, (_, i): Telling => {
    const usefulForSeconds = 86_400;
    return i % 2 === 0
      ? { channel: 'email', to: `customer-${i}@kundin.example`, usefulForSeconds }
      : { channel: 'sms', to: `+42379${String(i).padStart(5, '0')}`, usefulForSeconds };
  });
  await platform.tell(burst);
  const left = async () => {
    const { queued = 0, sending = 0 } = await platform.countByState();
    return queued + sending;
  };
  let killedAtWork = 0;
  for (let kill = 0; kill < kills; kill++) {
    await platform.start();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * MOST_LIFE_SECONDS * 1000));
    if ((await left()) > 0) killedAtWork += 1;
    await platform.kill();
  }
  await platform.start();
  await until('the last message', MOST_SECONDS_AFTER, async () => (await left()) === 0);

  const emails = Map.groupBy(resend.received, ({ recipients }) => recipients[0] ?? '');
  const figures = {
    messages: count,
    kills,
    killedAtWork,
    lost: burst.filter(({ channel, to }) => !(channel === 'email' ? emails.has(to) : sms.has(to))).length,
    emailWithKey: { told: emails.size, twice: [...emails.values()].filter((each) => each.length > 1).length },
    smsWithoutKey: { told: sms.size, twice: [...sms.values()].filter((times) => times > 1).length },
    states: await platform.countByState(),
    seconds: round((performance.now() - began) / 1000),
    ...surroundings(),
  };
  console.log(
    `${count} messages, ${kills} kills (${killedAtWork} while messages were left): ${figures.lost} lost; ` +
      `e-mail with a key: ${figures.emailWithKey.twice} twice; SMS without one: ${figures.smsWithoutKey.twice} twice; ${figures.seconds} s`,
  );
  keepAsJson(figures);
  process.exitCode = figures.lost === 0 && figures.emailWithKey.twice === 0 ? 0 : 1;
} finally {
  await platform.close();
  await resend.stop();
  await smsc.stop();
}
