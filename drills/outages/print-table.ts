import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inMarkdown } from '../september-13/page/summarise.ts';
import type { NatsFigures } from './nats-lost.ts';
import type { Felt } from './work-through.ts';

export const OUTAGES = [
  'platform-killed',
  'database-stopped',
  'database-failover',
  'database-slow',
  'disk-full',
  'clock-jump',
  'nats-lost',
] as const;

/** What a customer felt while one of two SMS providers was ill, as `providers` keeps it. */
interface ProviderFigures {
  readonly customersDuring: number;
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  readonly slowestSeconds: number;
  readonly toldLate: number;
  readonly neverTold: number;
  readonly toldTwice: number;
  readonly secondsUntilTakenOut: number | null;
  readonly secondsUntilBack: number;
}

interface KillFigures {
  readonly messages: number;
  readonly kills: number;
  readonly killedAtWork: number;
  readonly lost: number;
  readonly emailWithKey: { readonly told: number; readonly twice: number };
  readonly smsWithoutKey: { readonly told: number; readonly twice: number };
}

const ILL: Readonly<Record<string, string>> = {
  refuse: 'refuses every message',
  silent: 'answers nothing',
  gray: 'accepts and never delivers',
};

/** The kept results of all single outages as Markdown, and which are still to be made. */
export function printOutages(folder: string, messageResults: string): string {
  const results = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Felt | NatsFigures)
    .toSorted((a, b) => place(a) - place(b));
  const felt = results.filter((one): one is Felt => 'ours' in one);
  const nats = results.find((one): one is NatsFigures => one.name === 'nats-lost');
  const missing = OUTAGES.filter((name) => !results.some((one) => one.name === name));
  return [
    felt.length > 0 ? inMarkdown({ heads, rows: felt.map(row) }) : '',
    missing.length > 0
      ? `Still to be made on a machine with nothing else to do: ${missing.map((name) => `\`${name}\``).join(', ')}.\n`
      : '',
    nats ? `${natsInWords(nats)}\n` : '',
    providers(messageResults),
    kills(messageResults),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const place = ({ name }: Pick<Felt, 'name'>) => (OUTAGES as readonly string[]).indexOf(name);

const heads = [
  'drill',
  'what happens',
  'for',
  'requests that failed',
  'p99 meanwhile; slowest',
  'p99 after',
  'last failure after it was over',
  'of a client that asks once failed',
  'writes lost / doubled: API; crews',
  'events missed / twice',
  'promises',
  'load of the machine',
  'when; sources',
];

function row({ ours, plain, apiWrites, crewWrites, feed, machine, ...felt }: Felt): string[] {
  return [
    `\`${felt.name}\``,
    felt.title,
    `${((felt.phases.grayTo - felt.phases.grayFrom) / 1_000).toFixed(1)} s`,
    `${ours.failed} of ${ours.requests}`,
    `${ms(ours.gray.p99)}; ${ms(ours.gray.worst)}`,
    ms(ours.recovered.p99),
    felt.wellAgainSeconds === null ? 'none' : `${felt.wellAgainSeconds} s`,
    `${plain.failed} of ${plain.requests}`,
    `${apiWrites.lost} / ${apiWrites.doubled} of ${apiWrites.asked}; ${crewWrites.lost} / ${crewWrites.doubled} of ${crewWrites.recorded}`,
    `${feed.missed} / ${feed.doubled}`,
    promises(felt.broken),
    `${machine.loadBefore.toFixed(0)} to ${machine.loadAfter.toFixed(0)} on ${machine.cores}`,
    `${felt.startedAt.slice(0, 10)}; ${felt.versions.commit ?? 'unknown'}`,
  ];
}

const ms = (value: number | null) => (value === null ? '–' : `${value} ms`);
const promises = (broken: readonly string[]) => (broken.length === 0 ? 'kept' : `**broken**: ${broken.join('; ')}`);

function natsInWords(one: NatsFigures): string {
  const written = Math.max(...one.writtenMeanwhileMilliseconds);
  return `\`nats-lost\`: the NATS of two edge programs, \`kill -9\`, back after ${one.lostSeconds} s. Incidents were written at both within ${written} ms meanwhile, stood on the own page ${one.onOwnPageMeanwhileMilliseconds} ms later, and on both pages (${one.incidentsShown.join(' and ')}) ${(one.togetherAgainMilliseconds / 1_000).toFixed(1)} s after it was back; promises ${promises(one.broken)}.${one.othersShown.length > 0 ? ` Beside them stood, found out by themselves: ${one.othersShown.join(', ')}.` : ''} Load ${one.loadAverage}; ${one.startedAt.slice(0, 10)}, ${one.versions.commit ?? 'unknown'}.`;
}

/** Each way of being ill was a run of its own. */
function providers(folder: string): string {
  const files = ['provider-refuses', 'provider-is-silent', 'provider-is-gray'];
  const rows = files.flatMap((name) => {
    const kept = read<Record<string, ProviderFigures>>(join(folder, `${name}.json`)) ?? {};
    return Object.entries(ILL).flatMap(([illness, words]) => {
      const one = kept[illness];
      return one ? [providerRow(words, one)] : [];
    });
  });
  if (rows.length === 0) return '';
  const providerHeads = [
    '`providers`: the first of two SMS providers',
    'customers meanwhile',
    'told after: median, 95 %, slowest',
    'later than 10 s',
    'never; twice',
    'left after',
    'back in full after it was well',
  ];
  return inMarkdown({ heads: providerHeads, rows });
}

const providerRow = (words: string, one: ProviderFigures) => [
  words,
  String(one.customersDuring),
  `${one.medianSeconds ?? '–'}, ${one.p95Seconds ?? '–'}, ${one.slowestSeconds} s`,
  String(one.toldLate),
  `${one.neverTold}; ${one.toldTwice}`,
  one.secondsUntilTakenOut === null ? 'never' : `${one.secondsUntilTakenOut} s`,
  `${one.secondsUntilBack} s`,
];

function kills(folder: string): string {
  const one = read<KillFigures>(join(folder, 'kills-5000.json'));
  if (!one) return '';
  return `\`message-kills\`: ${one.messages} messages while the service was killed ${one.kills} times, ${one.killedAtWork} of them at work: ${one.lost} lost; ${one.emailWithKey.twice} of ${one.emailWithKey.told} e-mails and ${one.smsWithoutKey.twice} of ${one.smsWithoutKey.told} SMS came twice.\n`;
}

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
}
