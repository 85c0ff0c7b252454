import type { IncidentDraft } from '@roundsman/api-contract';
import { escapeMarkup, utcWords } from '../html.ts';
import type { KeptAlert } from './keep-alerts.ts';

/** What the page behind the link in a call shows: what is wrong, who is on it, and the draft as the public would read it. Pure. */
export interface AlertPage {
  readonly alerts: readonly KeptAlert[];
  readonly drafts: readonly IncidentDraft[];
  /** Where its buttons lead. */
  readonly action: string;
  /** The button that was pressed, if one was. */
  readonly done: string | undefined;
  nameOf(componentId: string): string;
}

const doneWords: Readonly<Record<string, string>> = {
  acknowledge: 'You are on it. Nobody is reminded any more, unless it grows.',
  publish: 'It is published. Say more as soon as you know more.',
  drop: 'The draft is dropped. The public was told nothing.',
};

const paragraph = (words: string) => `<p>${escapeMarkup(words)}</p>`;
const isOpen = ({ endedAt }: KeptAlert) => endedAt === null;
const isWaiting = (alert: KeptAlert) => isOpen(alert) && alert.acknowledgedAt === null;

/** Its first words: whether anybody is still needed. */
export function alertTitle(alerts: readonly KeptAlert[]): string {
  if (alerts.some(isWaiting)) return 'The monitor needs a person';
  return alerts.some(isOpen) ? 'Somebody is on it' : 'It is over';
}

/** As HTML for the body of the page. */
export function printAlerts(page: AlertPage): string {
  const { alerts, drafts, action, done } = page;
  const said = doneWords[done ?? ''];
  const draftOf = ({ draftId }: KeptAlert) => drafts.find(({ id }) => id === draftId);
  const isTold = alerts.some((alert) => draftOf(alert)?.state === 'published');
  const acknowledging = `<form method="post" action="${escapeMarkup(action)}"><button name="action" value="acknowledge">I am on it</button></form>`;
  return [
    said ? `<p class="said">${escapeMarkup(said)}</p>` : '',
    alerts.some(isWaiting) ? acknowledging : '',
    ...alerts.map((alert) => {
      const draft = draftOf(alert);
      return draft ? printDraft(page, draft, alert) : printAlert(alert);
    }),
    `<p><a href="/emergency">${isTold ? 'Say more to the public' : 'Tell the public in words of your own'}</a> (it asks for the emergency code)</p>`,
  ].join('');
}

function printAlert(alert: KeptAlert): string {
  return `<h2>${escapeMarkup(alert.title)}</h2>${alert.lines.map(paragraph).join('')}<p class="muted">${escapeMarkup(standingOf(alert))}</p>`;
}

function standingOf({ since, endedAt, acknowledgedAt }: KeptAlert): string {
  if (endedAt !== null) return `From ${utcWords(since)} to ${utcWords(endedAt)}. It is over.`;
  return acknowledgedAt === null
    ? `Since ${utcWords(since)}. Nobody has said yet that they are on it.`
    : `Since ${utcWords(since)}. Somebody is on it since ${utcWords(acknowledgedAt)}.`;
}

function printDraft({ action, nameOf }: AlertPage, draft: IncidentDraft, { lines }: KeptAlert): string {
  if (draft.state === 'published')
    return `<h2>The public was told</h2>${paragraph(`“${draft.title}” stands on the status page.`)}`;
  if (draft.state === 'dropped')
    return `<h2>The public was told nothing</h2>${paragraph(`The draft “${draft.title}” was dropped.`)}`;
  const affected = [...Map.groupBy(draft.affected, ({ impact }) => impact)].map(
    ([impact, parts]) =>
      `${impact.replaceAll('_', ' ')}: ${parts.map(({ componentId }) => nameOf(componentId)).join(', ')}.`,
  );
  const since = `Since ${utcWords(draft.startedAt)}.`;
  return `<h2>The public is not told yet</h2>${lines.map(paragraph).join('')}
<h3>What it would read</h3>
<blockquote><p><strong>${escapeMarkup(draft.title)}</strong></p>${paragraph(draft.message)}
<p class="muted">${escapeMarkup([since, ...affected.map(beginLarge)].join(' '))}</p></blockquote>
<form method="post" action="${escapeMarkup(action)}"><input type="hidden" name="draft" value="${escapeMarkup(draft.id)}">
<button name="action" value="publish">Publish it</button><button class="plain" name="action" value="drop">Drop it: the public need not know</button></form>`;
}

const beginLarge = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
