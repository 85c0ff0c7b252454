import type { BodyOf, Job, jobEndpoints } from '@roundsman/api-contract';

export type JobPatch = BodyOf<typeof jobEndpoints.update>;

/** What typing into a cell would do: a patch, or why it cannot be taken. */
export type CellChange = { patch: JobPatch } | { wrong: string };

/** One column of the sheet: where its text comes from, what typing into it changes, and whose faults it shows. */
export interface StagingColumn {
  key: string;
  name: string;
  widthPx: number;
  /** Paths of faults shown in it: `contact.phone`; `windows` also owns `windows.0`. */
  faults: readonly string[];
  read: (job: Job) => string;
  /** Absent: cannot be typed into. */
  write?: (job: Job, text: string) => CellChange;
  /** Typing offers addresses. */
  suggests?: boolean;
  input?: 'text' | 'date';
}

const contact = (job: Job, change: Partial<Job['contact']>): CellChange => ({
  patch: { contact: { ...job.contact, ...change } },
});
const address = (job: Job, change: Partial<Job['address']['given']>): CellChange => ({
  patch: { address: { ...job.address.given, ...change } },
});
const orNull = (text: string) => (text === '' ? null : text);

export const stagingColumns: readonly StagingColumn[] = [
  {
    key: 'reference',
    name: 'Reference',
    widthPx: 108,
    faults: ['referenceId', 'duplicate', 'merchantId'],
    read: (job) => job.referenceId ?? '',
    write: (_, text) => ({ patch: { referenceId: orNull(text) } }),
  },
  {
    key: 'name',
    name: 'Name',
    widthPx: 168,
    faults: ['contact.name', 'contact'],
    read: (job) => job.contact.name,
    write: (job, text) => (text === '' ? { wrong: 'Somebody must be named.' } : contact(job, { name: text })),
  },
  {
    key: 'phone',
    name: 'Phone',
    widthPx: 140,
    faults: ['contact.phone'],
    read: (job) => job.contact.phone ?? '',
    write: (job, text) => contact(job, { phone: orNull(text) }),
  },
  {
    key: 'email',
    name: 'E-mail',
    widthPx: 176,
    faults: ['contact.email'],
    read: (job) => job.contact.email ?? '',
    write: (job, text) => contact(job, { email: orNull(text) }),
  },
  {
    key: 'street',
    name: 'Street',
    widthPx: 176,
    faults: ['address'],
    read: (job) => job.address.given.street,
    write: (job, text) => address(job, { street: text }),
    suggests: true,
  },
  {
    key: 'houseNumber',
    name: 'No.',
    widthPx: 56,
    faults: ['address.houseNumber'],
    read: (job) => job.address.given.houseNumber,
    write: (job, text) => address(job, { houseNumber: text }),
  },
  {
    key: 'postcode',
    name: 'Postcode',
    widthPx: 80,
    faults: ['address.postcode'],
    read: (job) => job.address.given.postcode,
    write: (job, text) => address(job, { postcode: text }),
  },
  {
    key: 'city',
    name: 'Place',
    widthPx: 112,
    faults: ['address.city'],
    read: (job) => job.address.given.city,
    write: (job, text) => address(job, { city: text }),
  },
  {
    key: 'date',
    name: 'Date',
    widthPx: 128,
    faults: ['serviceDate'],
    read: (job) => job.serviceDate ?? '',
    write: (_, text) => ({ patch: { serviceDate: orNull(text) } }),
    input: 'date',
  },
  {
    key: 'windows',
    name: 'Window',
    widthPx: 128,
    faults: ['windows'],
    read: (job) => job.windows.map(({ from, to }) => `${from}–${to}`).join(', '),
    write: (_, text) => {
      const windows = readWindows(text);
      return windows ? { patch: { windows } } : { wrong: 'Write it as 08:00–12:00; several with commas.' };
    },
  },
  {
    key: 'what',
    name: 'What',
    widthPx: 208,
    faults: ['actions'],
    read: (job) => job.actions.map(({ quantity, description }) => `${quantity} × ${description}`).join(', '),
    // Several lines cannot be typed into one cell without losing what belongs to each.
    write: (job, text) => writeOnlyAction(job, text),
  },
  {
    key: 'skills',
    name: 'Skills',
    widthPx: 128,
    faults: ['skills'],
    read: (job) => job.skills.join(', '),
    write: (_, text) => ({ patch: { skills: text.split(/[,;]/).flatMap((skill) => skill.trim() || []) } }),
  },
  {
    key: 'people',
    name: 'People',
    widthPx: 64,
    faults: ['operatorsNeeded'],
    read: (job) => String(job.operatorsNeeded),
    write: (_, text) =>
      /^[1-6]$/.test(text) ? { patch: { operatorsNeeded: Number(text) } } : { wrong: 'A number from 1 to 6.' },
  },
];

export const faultsOf = (column: StagingColumn, job: Job): Job['faults'] =>
  job.faults.filter(({ field }) => column.faults.some((own) => ownsField(column, own, field)));

function ownsField(column: StagingColumn, own: string, field: string): boolean {
  if (field === own) return true;
  if (!field.startsWith(`${own}.`)) return false;
  // A column of its own for the part wins over the column of the whole.
  return !stagingColumns.some((other) => other !== column && other.faults.includes(field));
}

/** "8–12", "08:00-12:00, 13:30–15:00"; an empty cell is any time. null when it cannot be read. */
export function readWindows(text: string): Job['windows'] | null {
  if (text.trim() === '') return [];
  const windows = text.split(/[,;]/).map((part) => {
    const match = /^\s*(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(part);
    return match ? { from: time(match[1], match[2]), to: time(match[3], match[4]) } : null;
  });
  return windows.every((window) => window !== null) ? windows : null;
}

const time = (hours = '', minutes = '00') => `${hours.padStart(2, '0')}:${minutes}`;

function writeOnlyAction(job: Job, text: string): CellChange {
  const [only, ...others] = job.actions;
  if (!only || others.length > 0) return { wrong: 'This job has several lines; open it to change them.' };
  const match = /^\s*(?:(\d+)\s*[×x]\s*)?(.+)$/.exec(text);
  const description = match?.[2]?.trim();
  if (!description) return { wrong: 'Write what is brought or collected: 2 × Chair.' };
  const { id: _id, state: _state, quantities: _quantities, reason: _reason, ...line } = only;
  return { patch: { actions: [{ ...line, quantity: match?.[1] ? Number(match[1]) : only.quantity, description }] } };
}

/** Puts back what a patch changes, from the job as it was. */
export function inversePatch(before: Job, patch: JobPatch): JobPatch {
  const lines = before.actions.map(
    ({ id: _id, state: _state, quantities: _quantities, reason: _reason, ...line }) => line,
  );
  return {
    ...('referenceId' in patch && { referenceId: before.referenceId }),
    ...('contact' in patch && { contact: before.contact }),
    ...('address' in patch && { address: before.address.given }),
    ...(('point' in patch || 'pin' in patch) && before.address.point && { pin: before.address.point }),
    ...('serviceDate' in patch && { serviceDate: before.serviceDate }),
    ...('windows' in patch && { windows: before.windows }),
    ...('skills' in patch && { skills: before.skills }),
    ...('operatorsNeeded' in patch && { operatorsNeeded: before.operatorsNeeded }),
    ...('actions' in patch && { actions: lines }),
  };
}
