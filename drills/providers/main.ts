// `npm run drill -- providers --json FILE`: provider A (three quarters of the SMS) starts to refuse, to stay silent, or to
// accept and never deliver; what customers felt, and when A was back. `--only refuse|silent|gray`, `--perSecond 15`.
import { startSmscPeer } from '@roundsman/message-delivery/testing';

import {
  keepAsJson,
  numberOption,
  percentile,
  round,
  surroundings,
  textOption,
  until,
} from '../../bench/messages/harness/figures.ts';
import { type MessagePlatform, openMessagePlatform } from '../../bench/messages/harness/message-platform.ts';

const PORT = 4441;
const perSecond = numberOption('perSecond', 10);
const SECONDS = { well: 15, ill: 40, mostUntilBack: 150 };
const LATE_SECONDS = 10;

type Illness = 'refuse' | 'silent' | 'gray';
const ILLNESSES: readonly Illness[] = ['refuse', 'silent', 'gray'];
const IN_WORDS: Readonly<Record<Illness, string>> = {
  refuse: 'A refuses every message',
  silent: 'A answers nothing',
  gray: 'A accepts and never delivers',
};

interface Told {
  readonly toldAt: number;
  /** On the phone: A while it is well, or B. */
  readonly arrivals: { readonly at: number; readonly by: 'A' | 'B' }[];
}

const now = () => performance.now() / 1000;

async function drill(illness: Illness) {
  const a = await startSmscPeer();
  const b = await startSmscPeer();
  const told = new Map<string, Told>();
  const shares: { readonly at: number; readonly share: number; readonly state: string }[] = [];
  let swallows = false;
  let swallowed = 0;
  a.confirm({ afterMilliseconds: 300 });
  b.confirm({ afterMilliseconds: 300 });
  a.onSegment((to) => {
    if (swallows) swallowed += 1;
    else told.get(`+${to}`)?.arrivals.push({ at: now(), by: 'A' });
  });
  b.onSegment((to) => told.get(`+${to}`)?.arrivals.push({ at: now(), by: 'B' }));
  const url = (port: number) => `smpp://rhein:secret@127.0.0.1:${port}?window=50`;
  const platform = await openMessagePlatform(
    {
      email: [],
      sms: [
        { kind: 'smpp', name: 'a', url: url(a.port), weight: 3 },
        { kind: 'smpp', name: 'b', url: url(b.port), weight: 1 },
      ],
    },
    PORT,
  );
  try {
    await platform.start();
    const stop = tellSteadily(platform, told);
    const watching = setInterval(() => void readShare(platform).then((share) => share && shares.push(share)), 1000);
    // The normal of its receipts has to be known before it can be missed.
    await until('a normal', 120, () => countBy(told, 'A') >= 60);
    await pause(SECONDS.well);
    const illAt = now();
    if (illness === 'refuse') a.failNext('prohibited', 1_000_000);
    if (illness === 'silent') a.failNext('silent', 1_000_000);
    if (illness === 'gray') {
      swallows = true;
      a.confirm(null);
    }
    await pause(SECONDS.ill);
    if (illness === 'gray') await until('A is taken out', 120, () => shares.at(-1)?.share === 0);
    const wellAt = now();
    a.failNext('prohibited', 0);
    swallows = false;
    a.confirm({ afterMilliseconds: 300 });
    await until('A is back', SECONDS.mostUntilBack, () => shares.some(({ at, share }) => at > wellAt && share === 1));
    const backAt = now();
    await stop();
    clearInterval(watching);
    await until('the last message', 120, () => [...told.values()].every(({ arrivals }) => arrivals.length > 0));
    return {
      ...feltBy(told, illAt, wellAt),
      ...takenOut(shares, illAt, wellAt),
      swallowedByA: swallowed,
      secondsUntilBack: round(backAt - wellAt),
    };
  } finally {
    await platform.close();
    await a.stop();
    await b.stop();
  }
}

/** Keeps telling new people until stopped; every fifth message is an urgent one. */
function tellSteadily(platform: MessagePlatform, told: Map<string, Told>): () => Promise<void> {
  let telling = Promise.resolve();
  let made = 0;
  const timer = setInterval(() => {
    const people = Array.from({ length: Math.ceil(perSecond / 2) }, () => `+42379${String(++made).padStart(5, '0')}`);
    for (const to of people) told.set(to, { toldAt: now(), arrivals: [] });
    const tellings = people.map((to, i) => ({
      channel: 'sms' as const,
      to,
      ...(i === 0 ? { trigger: 'on_the_way' as const } : {}),
    }));
    telling = telling.then(() => platform.tell(tellings));
  }, 500);
  return async () => {
    clearInterval(timer);
    await telling;
  };
}

async function readShare(platform: MessagePlatform) {
  const row = (await platform.readProviders()).find(({ name }) => name === 'a');
  return row && { at: now(), share: row.share, state: row.state };
}

function feltBy(told: ReadonlyMap<string, Told>, illAt: number, wellAt: number) {
  const during = [...told.values()].filter(({ toldAt }) => toldAt >= illAt && toldAt < wellAt);
  const delays = during.map(({ toldAt, arrivals }) => arrivals[0]!.at - toldAt);
  const before = [...told.values()].filter(({ toldAt }) => toldAt < illAt);
  return {
    customersDuring: during.length,
    usualSeconds: percentile(
      before.map(({ toldAt, arrivals }) => arrivals[0]!.at - toldAt),
      0.5,
    ),
    medianSeconds: percentile(delays, 0.5),
    p95Seconds: percentile(delays, 0.95),
    slowestSeconds: round(Math.max(...delays)),
    toldLate: delays.filter((seconds) => seconds > LATE_SECONDS).length,
    neverTold: during.filter(({ arrivals }) => arrivals.length === 0).length,
    toldTwice: [...told.values()].filter(({ arrivals }) => arrivals.length > 1).length,
  };
}

function takenOut(shares: readonly { at: number; share: number }[], illAt: number, wellAt: number) {
  const out = shares.find(({ at, share }) => at >= illAt && at <= wellAt && share === 0);
  return { secondsUntilTakenOut: out === undefined ? null : round(out.at - illAt) };
}

const countBy = (told: ReadonlyMap<string, Told>, by: 'A' | 'B') =>
  [...told.values()].filter(({ arrivals }) => arrivals.some((arrival) => arrival.by === by)).length;
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const only = textOption('only');
const results: Record<string, Awaited<ReturnType<typeof drill>>> = {};
for (const illness of ILLNESSES.filter((each) => only === undefined || each === only)) {
  const felt = await drill(illness);
  results[illness] = felt;
  console.log(
    `${IN_WORDS[illness]}: ${felt.customersDuring} customers meanwhile; median ${felt.medianSeconds} s, 95 % within ${felt.p95Seconds} s, ` +
      `slowest ${felt.slowestSeconds} s; ${felt.toldLate} later than ${LATE_SECONDS} s, ${felt.neverTold} never, ${felt.toldTwice} twice; ` +
      `A out after ${felt.secondsUntilTakenOut} s, back ${felt.secondsUntilBack} s after it recovered`,
  );
}
// Late is a figure; never and twice are not for anybody to bear.
if (Object.values(results).some(({ neverTold, toldTwice }) => neverTold + toldTwice > 0)) process.exitCode = 1;
keepAsJson({ messagesPerSecond: perSecond, ...results, ...surroundings() });
