import { INCIDENT_IMPACTS, type StatusIncident } from '@roundsman/api-contract';
import { eventsFrom, type IncidentEvent, type IncidentState, incidentStates } from '@roundsman/delivery-rules';
import type { Component } from '../components.ts';
import { escapeMarkup, plainPage, utcWords } from '../html.ts';

export interface EmergencyView {
  components: readonly Component[];
  open: readonly StatusIncident[];
  /** A new key for each form printed: sent twice, it is written once. */
  newKey: () => string;
  /** What came of the last form. */
  said?: { good: boolean; words: string };
  /** What was typed into a form that was refused: nothing typed is lost. */
  typed?: ReadonlyMap<string, string>;
}

const stateAfter: Record<IncidentEvent, IncidentState> = {
  investigate: 'investigating',
  identify: 'identified',
  monitor: 'monitoring',
  resolve: 'resolved',
};
const impactWords = { degraded: 'degraded', partial_outage: 'partial outage', major_outage: 'major outage' } as const;

/** Plain HTML that works in any browser, over a bad line, with the platform down. */
export function printEmergencyPage(view: EmergencyView): string {
  const said = view.said
    ? `<p class="said" role="${view.said.good ? 'status' : 'alert'}">${escapeMarkup(view.said.words)}</p>`
    : '';
  const open = view.open.map((incident) => updateForm(view, incident)).join('\n');
  return plainPage(
    'Emergency: tell the public',
    `<h1>Tell the public</h1>
<p>For when the platform cannot be reached. What you send stands on the <a href="/">status page</a> at once.</p>
${said}
${open}
<h2>A new incident</h2>
<form method="post" action="/emergency">
<input type="hidden" name="key" value="${view.newKey()}">
${codeField()}
<label>Title <input name="title" required maxlength="200" value="${typed(view, 'title')}"></label>
<label>What people notice, in plain words <textarea name="message" required rows="4" maxlength="4000">${typed(view, 'message')}</textarea></label>
<label>Minutes until you write again <input name="nextUpdateMinutes" type="number" min="1" max="1440" value="${typed(view, 'nextUpdateMinutes') || '30'}"></label>
<fieldset><legend>What is affected</legend>
${view.components.map((component) => impactField(view, component)).join('\n')}
</fieldset>
<button>Publish</button>
</form>`,
  );
}

function updateForm(view: EmergencyView, incident: StatusIncident): string {
  const states = [
    incident.state,
    ...eventsFrom(incidentStates, incident.state, 'desk').map((event) => stateAfter[event]),
  ];
  const chosen = typed(view, 'state', incident.id);
  return `<h2>Open: ${escapeMarkup(incident.title)}</h2>
<p class="muted">${incident.state}, began ${utcWords(incident.startedAt)}. Last said: ${escapeMarkup(incident.updates[0]?.message ?? '')}</p>
<form method="post" action="/emergency">
<input type="hidden" name="key" value="${view.newKey()}">
<input type="hidden" name="incidentId" value="${incident.id}">
${codeField()}
<label>It is now <select name="state">${states.map((state) => `<option${state === chosen ? ' selected' : ''}>${state}</option>`).join('')}</select></label>
<label>What is new <textarea name="message" required rows="3" maxlength="4000">${typed(view, 'message', incident.id)}</textarea></label>
<label>Minutes until you write again <input name="nextUpdateMinutes" type="number" min="1" max="1440" value="${typed(view, 'nextUpdateMinutes', incident.id)}"></label>
<button>Publish</button>
</form>`;
}

const codeField = () =>
  '<label>Emergency code <input name="code" type="password" required autocomplete="off" maxlength="200"></label>';

function impactField(view: EmergencyView, { id, name }: Component): string {
  const chosen = view.typed?.get(`impact.${id}`) ?? '';
  const options = INCIDENT_IMPACTS.map(
    (impact) => `<option value="${impact}"${impact === chosen ? ' selected' : ''}>${impactWords[impact]}</option>`,
  );
  return `<label class="row">${escapeMarkup(name)} <select name="impact.${id}"><option value="">works</option>${options.join('')}</select></label>`;
}

/** What was typed into this very form: each open incident has one, and the new one has its own. */
function typed(view: EmergencyView, field: string, incidentId?: string): string {
  const same = view.typed?.get('incidentId') === incidentId;
  return same ? escapeMarkup(view.typed?.get(field) ?? '') : '';
}
