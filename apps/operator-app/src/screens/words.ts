import type { Command } from '@roundsman/api-contract';
import type {
  ActionKind,
  CommandKind,
  HandedTo,
  JobOutcome,
  ReportKind,
  ServiceLevel,
  StopState,
} from '@roundsman/delivery-rules';

const COMMANDS: Readonly<Record<CommandKind, string>> = {
  acknowledge: 'Seen',
  start: 'Tour started',
  on_my_way: 'On my way',
  arrive: 'Arrived',
  complete: 'Stop completed',
  fail: 'Not done',
  step_back: 'Stepped back',
  not_reached: 'Not today',
  load: 'Loaded',
  drop_off: 'Dropped off',
  transfer: 'Handed to another tour',
  proof: 'Proof',
  report: 'Report',
  note: 'Note',
  chat: 'Message',
  correct_entrance: 'Entrance corrected',
  duty: 'Working time',
  interrupt: 'Tour interrupted',
  resume: 'Tour goes on',
  finish: 'Tour finished',
  undo: 'Taken back',
};

const PROOFS: Readonly<Record<string, string>> = {
  photo: 'Photo',
  signature: 'Signature',
  no_signature: 'No signature',
  scan: 'Scan',
};

export function commandWords({ kind, payload }: Command): string {
  if (kind === 'proof' && payload.proofKind) return PROOFS[payload.proofKind] ?? COMMANDS.proof;
  return COMMANDS[kind];
}

export const ACTIONS: Readonly<Record<ActionKind, string>> = {
  delivery: 'Deliver',
  pickup: 'Collect',
  installation: 'Install',
  service: 'Service',
  haul_away: 'Take away',
  return: 'Take back',
};

export const OUTCOMES: Readonly<Record<JobOutcome, string>> = {
  completed: 'Completed',
  partially_completed: 'Partly completed',
  incomplete: 'Not done',
  damaged: 'Damaged',
};

export const STOPS: Readonly<Record<StopState, string>> = {
  planned: 'Planned',
  on_route: 'On the way',
  arrived: 'At the stop',
  done: 'Done',
  not_reached: 'Not reached',
  dropped: 'Taken off',
};

export const SERVICE_LEVELS_IN_WORDS: Readonly<Record<ServiceLevel, string>> = {
  kerb: 'To the kerb',
  threshold: 'To the door',
  room: 'Into the room',
  white_glove: 'Into the room, unpacked, packaging taken away',
};

/** Who took it; the last three only where the customer agreed before. */
export const HANDED_TO_CHOICES: readonly { readonly value: HandedTo; readonly label: string }[] = [
  { value: 'recipient', label: 'The recipient' },
  { value: 'household', label: 'Somebody of the household' },
  { value: 'neighbour', label: 'A neighbour' },
  { value: 'reception', label: 'Reception, porter' },
  { value: 'safe_place', label: 'Left in the agreed place' },
  { value: 'unattended', label: 'Left at the door, as agreed' },
];

export const REPORT_CHOICES: readonly { readonly value: ReportKind; readonly label: string }[] = [
  { value: 'goods', label: 'The goods are damaged or wrong' },
  { value: 'property', label: 'Something of the customer’s is damaged' },
  { value: 'access', label: 'Access is a problem' },
  { value: 'safety', label: 'It is not safe' },
  { value: 'concealed', label: 'Damage found later' },
];
