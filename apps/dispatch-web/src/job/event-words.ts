import { jobStateWords } from './job-words.ts';

const words: Record<string, string> = {
  'job.created': 'Created',
  'job.cloned': 'Made from another job',
  'job.changed': 'Changed',
  'job.released': 'Released for planning',
  'job.scheduled': 'Put on an itinerary',
  'job.unscheduled': 'Taken off its itinerary',
  'job.transferred': 'Moved to another itinerary',
  'job.dispatched': 'Handed to the crew',
  'job.on_route': 'The crew is on the way',
  'job.arrived': 'The crew is at the door',
  'job.stepped_back': 'Stepped back: tapped by mistake, or later',
  'job.not_attempted': 'Not reached',
  'job.completed': 'Completed',
  'job.partially_completed': 'Completed in part',
  'job.incomplete': 'Not completed',
  'job.damaged': 'Damaged',
  'job.outcome_corrected': 'Outcome corrected',
  'job.cancelled': 'Cancelled',
  'job.held': 'Put on hold',
  'job.linked': 'Linked to another job',
  'job.unlinked': 'A link to another job taken away',
  'job.let_go': 'Let go',
  'job.at_risk': 'The promise is at risk',
  'job.delayed': 'Late',
  'job.next_stop': 'Next stop of the crew',
  'job.pin_moved': 'Pin moved',
  'action.partial': 'A line was done in part',
  'action.incomplete': 'A line was not done',
  'action.damaged': 'A line was damaged',
  'piece.loaded': 'On board',
  'piece.collected': 'Collected, on board',
  'piece.returned': 'Handed in at the depot',
  'piece.short': 'Missing',
  'promise.made': 'Promise made',
  'promise.changed': 'Promise changed',
  'proof.added': 'Proof received',
  'proof.captured': 'Proof received',
};

/** An event in plain words; one that has none yet reads as its own name. Field names that changed are added. */
export function eventWords(type: string, data: Record<string, unknown>): string {
  const plain = words[type] ?? sentence(type);
  if (type === 'job.outcome_corrected') return `${plain}: ${stateWords(data.from)} → ${stateWords(data.to)}`;
  const fields = Array.isArray(data.fields) ? data.fields.filter((field) => typeof field === 'string') : [];
  return fields.length > 0 ? `${plain}: ${fields.map(fieldWords).join(', ')}` : plain;
}

const stateWords = (state: unknown): string => jobStateWords[state as keyof typeof jobStateWords] ?? String(state);

const ownWords: Record<string, string> = { customerId: 'customer', customerReferenceId: 'customer number' };

/** `serviceDate` → "service date". */
const fieldWords = (field: string): string =>
  ownWords[field] ?? field.replaceAll('_', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `piece.handed_over` → "Piece handed over". */
function sentence(type: string): string {
  const text = type.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
