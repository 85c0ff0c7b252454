import type { JobFacts } from '../decide/facts.ts';
import { CATALOGUES, formatWords, type Language, type Variables, type Words } from '../words/index.ts';
import { emailFrame, escapeHtml } from './email-frame.ts';
import { logoHtml } from './logo.ts';

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const MOST_SUBJECT = 200;
const MOST_LINES_OF_ITEMS = 6;

/** An e-mail in both forms, from the same words. Everything that comes from people is escaped on its way into the HTML. */
export async function renderEmail(
  words: Omit<Words, 'sms'>,
  variables: Variables,
  facts: Pick<JobFacts, 'items' | 'sender'>,
  language: Language,
): Promise<RenderedEmail> {
  const { labels } = CATALOGUES[language];
  const say = (pattern: string) => keepMarks(formatWords(pattern, variables, language).trim(), language);
  const subject = say(words.subject).replace(/\s+/g, ' ').slice(0, MOST_SUBJECT);
  const heading = say(words.heading);
  const paragraphs = words.paragraphs.map(say);
  const button = words.button === null || variables.link === '' ? null : say(words.button);
  // Only customers have a page of wishes, and need to be told why they hear.
  const isForCustomer = variables.preferences !== '';
  const rows = factRows(variables, facts, language);
  const ending = [
    ...(variables.hasPhone === 'yes' ? [say(labels.questions)] : []),
    ...(isForCustomer ? [say(labels.why)] : []),
  ];
  const choose = isForCustomer ? say(labels.preferences) : null;

  const fill = await emailFrame(button !== null);
  const html = fill(
    {
      language,
      subject: escapeHtml(subject),
      preview: escapeHtml(paragraphs[0] ?? ''),
      sender: `${logoHtml(facts.sender.logo)}${escapeHtml(variables.sender)}`,
      heading: escapeHtml(heading),
      paragraphs: paragraphs.map((words) => `<p>${escapeHtml(words)}</p>`).join(''),
      button: escapeHtml(button ?? ''),
      link: escapeHtml(variables.link),
      facts: rows
        .map(({ label, lines }) => `<tr><td>${escapeHtml(label)}</td><td>${asLines(lines)}</td></tr>`)
        .join(''),
      why: [
        ...ending.map((words) => `<p>${keepTogether(escapeHtml(words))}</p>`),
        ...(choose === null ? [] : [`<p>${asLink(choose, variables.preferences)}</p>`]),
      ].join(''),
    },
    facts.sender.accentColour,
  );
  const text = [
    heading,
    ...paragraphs,
    ...(button === null ? [] : [`${button}: ${variables.link}`]),
    rows.map(({ label, lines }) => `${label}: ${lines.join('\n  ')}`).join('\n'),
    [...ending, ...(choose === null ? [] : [choose])].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
  return { subject, text, html };
}

/** One text, on one line: phones show line breaks of templates where nobody wants them. */
export function renderSms(pattern: string, variables: Variables, language: Language): string {
  const text = formatWords(pattern, variables, language).replace(/\s+/g, ' ').trim();
  return text.replace(/[’‘“”–—…]/g, (mark) => PLAIN_MARKS[mark]!);
}

/** Marks that are outside the GSM alphabet and say nothing that plain ones do not: one would halve what fits into an SMS. */
const PLAIN_MARKS: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

/** What stands on a locked screen: who writes, and the news without their name in front of it. */
export function renderPush(
  words: Pick<Words, 'subject' | 'push'>,
  variables: Variables,
  language: Language,
): { subject: string; text: string } {
  const pattern = words.push ?? words.subject.replace(/^\{sender\}\s*:\s*/, '');
  const text = formatWords(pattern, variables, language).replace(/\s+/g, ' ').trim();
  const subject = variables.preferences === '' ? `${variables.code} ${variables.customer}`.trim() : variables.sender;
  return { subject, text: text.charAt(0).toLocaleUpperCase(language) + text.slice(1) };
}

interface FactRow {
  readonly label: string;
  readonly lines: readonly string[];
}

function factRows(variables: Variables, facts: Pick<JobFacts, 'items'>, language: Language): FactRow[] {
  const { labels } = CATALOGUES[language];
  const { day, from, to, place, code } = variables;
  const items = facts.items.map(({ quantity, description }) => `${quantity} × ${description}`);
  const shown = items.slice(0, MOST_LINES_OF_ITEMS);
  if (items.length > shown.length) shown.push(`+ ${items.length - shown.length}`);
  return [
    ...(variables.hasPromise === 'yes' ? [{ label: labels.when, lines: [`${day}, ${from}–${to}`] }] : []),
    ...(place === '' ? [] : [{ label: labels.where, lines: [place] }]),
    ...(shown.length === 0 ? [] : [{ label: labels.what, lines: shown }]),
    { label: labels.number, lines: [code] },
  ];
}

/** The words as a link; the address that ends them in plain text is where it leads. */
function asLink(words: string, address: string): string {
  const said = words.replace(address, '').replace(/[\s:]+$/, '');
  return `<a href="${escapeHtml(address)}" style="color:inherit">${escapeHtml(said)}</a>`;
}

/** French sets a space before some marks, at which no line may end. */
const keepMarks = (text: string, language: Language) =>
  language === 'fr' ? text.replace(/ (?=[:;?!»])/g, '\u00a0') : text;

const asLines = (lines: readonly string[]) => keepTogether(lines.map(escapeHtml).join('<br>'));

/** From when to when stays on one line, and so does a code, however narrow the screen. */
const keepTogether = (html: string) =>
  html.replace(/\d\d:\d\d–\d\d:\d\d|\bJ-[2-9A-Z]{6}\b/g, '<span style="white-space:nowrap">$&</span>');
