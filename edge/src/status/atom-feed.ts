import type { StatusDocument, StatusUpdate } from '@roundsman/api-contract';
import { escapeMarkup } from '../html.ts';

const mostEntries = 50;

/** Every word to the public as an entry, newest first (RFC 4287). */
export function atomFeed(document: StatusDocument): string {
  const things = [
    ...document.openIncidents,
    ...document.history.filter((incident) => !incident.example),
    ...document.maintenances,
    ...document.pastMaintenances,
  ];
  const entries = things
    .flatMap((thing) => thing.updates.map((update) => ({ thing, update })))
    .sort((a, b) => b.update.at.localeCompare(a.update.at))
    .slice(0, mostEntries);
  const updated = entries[0]?.update.at ?? `${document.firstDay}T00:00:00.000Z`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escapeMarkup(document.page.url)}/</id>
<title>${escapeMarkup(document.page.name)} status</title>
<updated>${updated}</updated>
<author><name>${escapeMarkup(document.page.name)}</name></author>
<link rel="self" href="${escapeMarkup(document.page.url)}/feed.atom"/>
<link rel="alternate" href="${escapeMarkup(document.page.url)}/"/>
${entries.map(({ thing, update }) => entry(document, thing, update)).join('\n')}
</feed>
`;
}

function entry(document: StatusDocument, thing: { id: string; title: string }, update: StatusUpdate): string {
  return `<entry>
<id>urn:uuid:${update.id}</id>
<title>${escapeMarkup(`${thing.title}: ${update.state.replaceAll('_', ' ')}`)}</title>
<updated>${update.at}</updated>
<link rel="alternate" href="${escapeMarkup(`${document.page.url}/#${thing.id}`)}"/>
<content type="text">${escapeMarkup(update.message)}</content>
</entry>`;
}
