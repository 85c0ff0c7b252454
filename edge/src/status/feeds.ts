import type { StatusDocument, StatusIncident, StatusMaintenance, StatusUpdate } from '@roundsman/api-contract';
import { escapeMarkup } from '../html.ts';

const mostEntries = 50;

interface Feed {
  /** Path below the page: `feed`, `components/public-api`. */
  readonly path: string;
  readonly title: string;
  readonly entries: readonly { thing: StatusIncident | StatusMaintenance; update: StatusUpdate }[];
  readonly updated: string;
}

/** One feed of everything and one for each component, as Atom (RFC 4287) and as RSS 2.0: file name → text. */
export function feedFiles(document: StatusDocument): [path: string, text: string][] {
  const { name } = document.page;
  const components = document.groups.flatMap((group) => group.components);
  const feeds = [
    feedOf(document, 'feed', `${name} status`, () => true),
    ...components.map((component) =>
      feedOf(document, `components/${component.id}`, `${name} status: ${component.name}`, (thing) =>
        touches(thing, component.id),
      ),
    ),
  ];
  return feeds.flatMap((feed): [string, string][] => [
    [`${feed.path}.atom`, atom(document, feed)],
    [`${feed.path}.rss`, rss(document, feed)],
  ]);
}

function touches(thing: StatusIncident | StatusMaintenance, componentId: string): boolean {
  return 'componentIds' in thing
    ? thing.componentIds.includes(componentId)
    : thing.affected.some((one) => one.componentId === componentId);
}

/** Every word to the public as an entry, newest first. */
function feedOf(
  document: StatusDocument,
  path: string,
  title: string,
  isIn: (thing: StatusIncident | StatusMaintenance) => boolean,
): Feed {
  const things = [
    ...document.openIncidents,
    ...document.history.filter((incident) => !incident.example),
    ...document.maintenances,
    ...document.pastMaintenances,
  ].filter(isIn);
  const entries = things
    .flatMap((thing) => thing.updates.map((update) => ({ thing, update })))
    .sort((a, b) => b.update.at.localeCompare(a.update.at))
    .slice(0, mostEntries);
  return { path, title, entries, updated: entries[0]?.update.at ?? `${document.firstDay}T00:00:00.000Z` };
}

const entryTitle = (thing: { title: string }, update: StatusUpdate) =>
  escapeMarkup(`${thing.title}: ${update.state.replaceAll('_', ' ')}`);

function atom({ page }: StatusDocument, feed: Feed): string {
  const id = feed.path === 'feed' ? `${page.url}/` : `${page.url}/${feed.path}`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escapeMarkup(id)}</id>
<title>${escapeMarkup(feed.title)}</title>
<updated>${feed.updated}</updated>
<author><name>${escapeMarkup(page.name)}</name></author>
<link rel="self" href="${escapeMarkup(`${page.url}/${feed.path}.atom`)}"/>
<link rel="alternate" href="${escapeMarkup(page.url)}/"/>
${feed.entries
  .map(
    ({ thing, update }) => `<entry>
<id>urn:uuid:${update.id}</id>
<title>${entryTitle(thing, update)}</title>
<updated>${update.at}</updated>
<link rel="alternate" href="${escapeMarkup(`${page.url}/#${thing.id}`)}"/>
<content type="text">${escapeMarkup(update.message)}</content>
</entry>`,
  )
  .join('\n')}
</feed>
`;
}

function rss({ page }: StatusDocument, feed: Feed): string {
  const date = (instant: string) => new Date(instant).toUTCString();
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeMarkup(feed.title)}</title>
<link>${escapeMarkup(page.url)}/</link>
<description>${escapeMarkup(`Incidents and maintenance of ${feed.title}`)}</description>
<atom:link rel="self" type="application/rss+xml" href="${escapeMarkup(`${page.url}/${feed.path}.rss`)}"/>
<lastBuildDate>${date(feed.updated)}</lastBuildDate>
${feed.entries
  .map(
    ({ thing, update }) => `<item>
<guid isPermaLink="false">urn:uuid:${update.id}</guid>
<title>${entryTitle(thing, update)}</title>
<pubDate>${date(update.at)}</pubDate>
<link>${escapeMarkup(`${page.url}/#${thing.id}`)}</link>
<description>${escapeMarkup(update.message)}</description>
</item>`,
  )
  .join('\n')}
</channel></rss>
`;
}
