import type { StatusIncident } from '@roundsman/api-contract';

type Impact = StatusIncident['affected'][number]['impact'];
type State = StatusIncident['state'];

const effects: Record<Impact, [one: string, several: string]> = {
  degraded: ['is slower than usual', 'are slower than usual'],
  partial_outage: ['does not work for everybody', 'do not work for everybody'],
  major_outage: ['does not work', 'do not work'],
};

const titles: Record<Impact, string> = {
  degraded: 'slow',
  partial_outage: 'not working for everybody',
  major_outage: 'not working',
};

/** "Notifications and Public API slow": the title as most people would ask for it. */
export function draftTitle(names: readonly string[], impact: Impact): string {
  return names.length === 0 ? '' : `${list(names)} ${titles[impact]}`;
}

/** Plain words for the public: what does not work, what is being done, when they hear more. For a person to read and change. */
export function draftWords(names: readonly string[], impact: Impact, state: State, nextUpdate: string | null): string {
  if (names.length === 0) return '';
  const effect = effects[impact][names.length === 1 ? 0 : 1];
  const sentences: Record<State, string[]> = {
    investigating: [`${list(names)} ${effect}.`, 'We are looking for the cause.'],
    identified: [`${list(names)} ${effect}.`, 'We know the cause and are working on it.'],
    monitoring: [`${list(names)} should work again.`, 'We are watching that it stays so.'],
    resolved: [`${list(names)} ${names.length === 1 ? 'works' : 'work'} again.`],
  };
  const next = nextUpdate && state !== 'resolved' ? [`The next word comes by ${nextUpdate}.`] : [];
  return [...sentences[state], ...next].join(' ');
}

function list(names: readonly string[]): string {
  const [last = '', ...before] = names.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
}
