/** What a crew's device may record. `on_my_way` leaves for a stop; `step_back` is "tapped by mistake" or "come back at four". */
export const COMMAND_KINDS = [
  'acknowledge',
  'start',
  'on_my_way',
  'arrive',
  'complete',
  'fail',
  'step_back',
  'not_reached',
  'load',
  'drop_off',
  'transfer',
  'proof',
  'report',
  'note',
  'chat',
  'correct_entrance',
  'duty',
  'interrupt',
  'resume',
  'finish',
  'undo',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** `parked` is kept and shown with its reason; `conflict` was applied over, or recorded beside, another decision. */
export const COMMAND_OUTCOMES = ['applied', 'parked', 'conflict'] as const;
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];
