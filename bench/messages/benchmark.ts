// `npm run bench:messages -- --json FILE`: 20,000 customers told at 7:00, half by e-mail and half by SMS, with urgent
// messages put in while the burst runs. `--customers N` takes another number.
import { fork } from 'node:child_process';
import { join } from 'node:path';

import { keepAsJson, numberOption, percentile, round, surroundings, until } from './harness/figures.ts';
import { openMessagePlatform, type Telling } from './harness/message-platform.ts';

const PORT = 4440;
const customers = numberOption('customers', 20_000);

const sinks = fork(join(import.meta.dirname, 'harness', 'sinks.ts'));
const arrivedAt = new Map<string, number>();
let twice = 0;
const ports = await new Promise<{ smtp: number; smsc: number }>((resolve) => {
  sinks.on('message', (said: { smtp?: number; smsc?: number; heard?: [string, number][] }) => {
    if (said.smtp !== undefined && said.smsc !== undefined) resolve({ smtp: said.smtp, smsc: said.smsc });
    for (const [to, at] of said.heard ?? []) {
      if (arrivedAt.has(to)) twice += 1;
      else arrivedAt.set(to, at);
    }
  });
});
const platform = await openMessagePlatform(
  {
    email: [{ kind: 'smtp', url: `smtp://127.0.0.1:${ports.smtp}?connections=16` }],
    sms: [{ kind: 'smpp', url: `smpp://rhein:secret@127.0.0.1:${ports.smsc}?window=50` }],
  },
  PORT,
);
try {
  await platform.start();
  const burst = Array.from(
    { length: customers },
    (_, i): Telling =>
      i % 2 === 0
        ? { channel: 'email', to: `customer-${i}@kundin.example` }
        : { channel: 'sms', to: `+42379${String(i).padStart(5, '0')}` },
  );
  const commitsBefore = await platform.commits();
  const began = performance.timeOrigin + performance.now();
  await platform.tell(burst);
  const queuedAfter = (performance.timeOrigin + performance.now() - began) / 1000;

  const urgentTold = new Map<string, number>();
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    await until('the burst', 600, () => arrivedAt.size >= customers * share);
    const percent = Math.round(share * 100);
    const pair: Telling[] = [
      { channel: 'email', to: `urgent-${percent}@kundin.example`, trigger: 'on_the_way' },
      { channel: 'sms', to: `+4236600${String(percent).padStart(3, '0')}`, trigger: 'on_the_way' },
    ];
    await platform.tell(pair);
    for (const { to } of pair) urgentTold.set(to, performance.timeOrigin + performance.now());
  }
  await until('the last message', 600, () => arrivedAt.size >= customers + urgentTold.size);
  const inBurst = burst.map(({ to }) => (arrivedAt.get(to)! - began) / 1000);
  await until('the records', 120, async () => {
    const { queued = 0, sending = 0, sent = 0 } = await platform.countByState();
    return queued + sending === 0 && sent <= customers / 2 + urgentTold.size;
  });
  const urgent = [...urgentTold].map(([to, told]) => ({
    to,
    seconds: round(Math.max(0, arrivedAt.get(to)! - told) / 1000),
  }));
  const last = Math.max(...inBurst);
  const figures = {
    customers,
    secondsUntilQueued: round(queuedAfter),
    secondsUntilHalf: percentile(inBurst, 0.5),
    secondsUntilAll: round(last),
    secondsUntilAllByChannel: {
      email: round(Math.max(...inBurst.filter((_, i) => i % 2 === 0))),
      sms: round(Math.max(...inBurst.filter((_, i) => i % 2 === 1))),
    },
    messagesPerSecond: Math.round(customers / last),
    urgent,
    urgentSlowestSeconds: Math.max(...urgent.map(({ seconds }) => seconds)),
    arrivedTwice: twice,
    states: await platform.countByState(),
    platform: platform.usage(),
    commitsOfDatabase: (await platform.commits()) - commitsBefore,
    ...surroundings(),
  };
  console.log(
    `${customers} customers told in ${figures.secondsUntilAll} s (${figures.messagesPerSecond}/s), half by ${figures.secondsUntilHalf} s; ` +
      `${urgent.length} urgent messages meanwhile, the slowest ${figures.urgentSlowestSeconds} s; ${twice} arrived twice; ` +
      `platform: ${figures.platform.peakMegabytes} MB at its peak, ${figures.platform.cpuSeconds} CPU seconds; load ${figures.loadAverage} on ${figures.cores} cores`,
  );
  keepAsJson(figures);
} finally {
  await platform.close();
  sinks.disconnect();
}
