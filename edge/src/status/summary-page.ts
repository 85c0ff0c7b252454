import type { ComponentState, StatusDocument, StatusIncident } from '@roundsman/api-contract';
import { escapeMarkup, plainPage, utcWords } from '../html.ts';

const stateWords: Record<ComponentState, string> = {
  operational: 'operational',
  degraded: 'degraded',
  partial_outage: 'partial outage',
  major_outage: 'major outage',
  under_maintenance: 'maintenance',
  unknown: 'unknown',
};

/** The status page for browsers without scripts, and for people in a hurry. */
export function summaryPage(document: StatusDocument): string {
  const rows = document.groups.map(
    (group) => `<h2>${escapeMarkup(group.name)}</h2>
<table>${group.components
      .map((component) => `<tr><td>${escapeMarkup(component.name)}</td><td>${stateWords[component.state]}</td></tr>`)
      .join('')}</table>`,
  );
  return plainPage(
    `${document.page.name} status`,
    `<h1>${escapeMarkup(document.overall.sentence)}</h1>
<p class="muted">As of <time datetime="${document.generatedAt}">${utcWords(document.generatedAt)}</time>. This page does not change by itself: load it again.</p>
${document.openIncidents.map((incident) => `<h2>${escapeMarkup(incident.title)}</h2>${words(incident)}`).join('\n')}
${rows.join('\n')}
<h2>History</h2>
${document.history.map((incident) => `<h3>${escapeMarkup(incident.title)}</h3>${words(incident)}`).join('\n') || '<p>No incident is on record.</p>'}
<p><a href="feed.atom">Atom feed</a> · <a href="status.json">JSON</a></p>`,
  );
}

function words(incident: StatusIncident): string {
  const example = incident.example
    ? '<p><strong>A historical example: not an incident of this installation.</strong></p>'
    : '';
  const next = incident.nextUpdateAt ? `<p>Next words by ${utcWords(incident.nextUpdateAt)}.</p>` : '';
  const updates = incident.updates.map(
    (update) => `<p><small>${utcWords(update.at)}, ${update.state}</small><br>${escapeMarkup(update.message)}</p>`,
  );
  const after = incident.postMortem
    ? incident.postMortem.text
        .split(/\n{2,}/)
        .map((part) =>
          part.startsWith('## ') ? `<h4>${escapeMarkup(part.slice(3))}</h4>` : `<p>${escapeMarkup(part)}</p>`,
        )
        .join('')
    : '';
  return `${example}${next}${updates.join('')}${after}`;
}
