import type { StatusIncident, StatusMaintenance, StatusUpdate } from '@roundsman/api-contract';
import { escapeMarkup, utcWords } from '../html.ts';

/** What a notice says, before it has the shape of a channel. */
export interface NoticeWords {
  readonly subject: string;
  readonly lines: readonly string[];
  /** The one thing to do: read more, or confirm. */
  readonly link: { readonly words: string; readonly url: string };
  /** Null where nobody asked for it, and so nobody can leave. */
  readonly endUrl: string | null;
}

export interface NewsOf {
  readonly thing: StatusIncident | StatusMaintenance;
  readonly update: StatusUpdate;
  readonly componentNames: readonly string[];
}

const stateWords: Record<StatusUpdate['state'], string> = {
  investigating: 'we are looking for the cause',
  identified: 'we know the cause',
  monitoring: 'we are watching that it stays well',
  resolved: 'it is over',
  scheduled: 'planned',
  in_progress: 'in progress',
  completed: 'done',
};

export function newsWords(pageName: string, pageUrl: string, endUrl: string, news: NewsOf): NoticeWords {
  const { thing, update, componentNames } = news;
  const window =
    'scheduledFrom' in thing ? [`${utcWords(thing.scheduledFrom)} to ${utcWords(thing.scheduledUntil)}`] : [];
  const next = update.nextUpdateAt ? [`The next word comes by ${utcWords(update.nextUpdateAt)}.`] : [];
  return {
    subject: `${pageName}: ${thing.title} – ${stateWords[update.state]}`,
    lines: [update.message, ...next, ...window, `This touches: ${componentNames.join(', ')}.`],
    link: { words: 'Read it on the status page', url: `${pageUrl}/#${thing.id}` },
    endUrl,
  };
}

export function questionWords(pageName: string, confirmUrl: string, endUrl: string): NoticeWords {
  return {
    subject: `${pageName} status: do you want to be told?`,
    lines: [
      `Somebody, probably you, asked that ${pageName} tells you here about incidents and maintenance.`,
      'Nothing more is sent until you say yes. If it was not you, do nothing.',
    ],
    link: { words: 'Yes, tell me', url: confirmUrl },
    endUrl,
  };
}

export function emailBodies({ lines, link, endUrl }: NoticeWords): { text: string; html: string } {
  return {
    text: `${lines.join('\n\n')}\n\n${link.words}: ${link.url}\n${endUrl === null ? '' : `\nNo more of these: ${endUrl}\n`}`,
    html: `<!doctype html><html lang="en"><body style="font:16px/24px system-ui,sans-serif;max-width:560px;margin:0 auto;padding:16px">
${lines.map((line) => `<p>${escapeMarkup(line).replaceAll('\n', '<br>')}</p>`).join('\n')}
<p><a href="${escapeMarkup(link.url)}">${escapeMarkup(link.words)}</a></p>
${
  endUrl === null
    ? ''
    : `<p style="font-size:13px;color:#545d68"><a href="${escapeMarkup(endUrl)}" style="color:#545d68">No more of these</a></p>
`
}</body></html>`,
  };
}

const MOST_SMS_WORDS = 240;

/** Two or three segments: the subject, as much of the words as fits, and the way out. */
export function smsText({ subject, lines, link, endUrl }: NoticeWords, isQuestion: boolean): string {
  if (isQuestion) return `${subject} ${link.words}: ${link.url}`;
  const words = `${subject}. ${lines[0] ?? ''}`;
  const cut = words.length > MOST_SMS_WORDS ? `${words.slice(0, MOST_SMS_WORDS - 4)} ...` : words;
  return `${cut} End: ${endUrl}`;
}
