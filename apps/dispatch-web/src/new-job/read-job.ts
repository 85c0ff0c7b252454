import type { BodyOf, jobEndpoints as contract, slotEndpoints as slotContract } from '@roundsman/api-contract';
import type { JobValues } from './job-values.ts';
import { isEmptyLine, type LineInput, type Problems, readLine } from './line-values.ts';
import { readNumber } from './read-number.ts';
import { readStreet } from './read-street.ts';
import { readTimes } from './read-times.ts';

export type JobBody = BodyOf<typeof contract.create>;
export type Visit = NonNullable<BodyOf<typeof slotContract.offer>['visit']>;

/** What the organisation has several of, so that it must be said. */
export interface Several {
  merchants: boolean;
  branches: boolean;
}

const MOST_MINUTES = 24 * 60;
const MOST_PEOPLE = 6;
const MOST_PRIORITY = 100;

/** Lines in which nothing was typed are none; one always stays, to be typed into. */
export function withoutEmptyLines(values: JobValues): JobValues {
  const lines = values.lines.filter((line) => !isEmptyLine(line));
  return { ...values, lines: lines.length > 0 ? lines : values.lines.slice(0, 1) };
}

/** The job as the API takes it, or what is wrong, by the API's names of the fields. What the API judges itself is left to it. */
export function readJob(values: JobValues, several: Several): { input: JobBody } | { problems: Problems } {
  const { time, problems: ofTime } = readTime(values);
  const { visit, problems: ofVisit } = readVisit(values);
  const problems: Record<string, string> = { ...ofTime, ...ofVisit };
  if (values.name.trim() === '') problems['contact.name'] = 'Say who receives.';
  if (several.merchants && values.merchantId === '') problems.merchantId = 'Say whose goods they are.';
  if (several.branches && values.branchId === '') problems.branchId = 'Say which branch does it.';
  if (Object.keys(problems).length > 0) return { problems };
  const { merchantId, ...rest } = visit!;
  return {
    input: {
      ...(merchantId && { merchantId }),
      ...(values.branchId !== '' && { branchId: values.branchId }),
      customerReferenceId: orNull(values.customerReferenceId),
      orderNumber: orNull(values.orderNumber),
      ...time!,
      contact: contactOf(values),
      ...rest,
      address: addressOf(values),
      access: accessOf(values),
      notes: values.notes.trim(),
    },
  };
}

/** What slots are asked for with: where it is, what is brought, how long it takes. */
export function readVisit(values: JobValues): { visit?: Visit; problems?: Problems } {
  const lines = withoutEmptyLines(values).lines.map(readLine);
  const problems: Record<string, string> = {};
  const actions: LineInput[] = [];
  for (const [at, line] of lines.entries()) {
    if ('input' in line) actions.push(line.input);
    else for (const [field, words] of Object.entries(line.problems)) problems[`actions.${at}.${field}`] = words;
  }
  const { how, problems: ofHow } = readHow(values);
  Object.assign(problems, ofHow);
  if (Object.keys(problems).length > 0) return { problems };
  return {
    visit: {
      ...(values.merchantId !== '' && { merchantId: values.merchantId }),
      address: addressOf(values),
      // What the map found it finds again, with its reasons; a point that is sent stands above all doubt.
      ...(values.place?.confidence === 'pinned' && { point: values.place.point }),
      actions,
      ...how!,
    },
  };
}

type How = Required<Pick<Visit, 'serviceLevel' | 'skills' | 'operatorsNeeded' | 'priority'>> &
  Pick<Visit, 'serviceSeconds'>;

/** How far it is carried, how long that takes, by whom, and how much it matters. */
function readHow(values: JobValues): { how?: How; problems?: Problems } {
  const problems: Record<string, string> = {};
  const minutes = readNumber(values.minutes);
  if (minutes === undefined || (minutes ?? 0) > MOST_MINUTES) problems.serviceSeconds = 'Minutes: 25.';
  const people = readNumber(values.people) ?? (values.people.trim() === '' ? 1 : undefined);
  if (!people || !Number.isInteger(people) || people > MOST_PEOPLE) problems.operatorsNeeded = 'From 1 to 6.';
  const priority = readNumber(values.priority) ?? (values.priority.trim() === '' ? 0 : undefined);
  if (priority === undefined || !Number.isInteger(priority) || priority > MOST_PRIORITY)
    problems.priority = 'From 0 to 100.';
  if (Object.keys(problems).length > 0) return { problems };
  return {
    how: {
      serviceLevel: values.serviceLevel,
      ...(minutes !== null && { serviceSeconds: Math.round(minutes! * 60) }),
      skills: [...values.skills],
      operatorsNeeded: people!,
      priority: priority!,
    },
  };
}

/** What of a job that is there may be put right in one form: not its goods, nor where it is. */
export function readChange(values: JobValues): { input: ChangeInput } | { problems: Problems } {
  const { time, problems: ofTime } = readTime(values);
  const { how, problems: ofHow } = readHow(values);
  const problems: Record<string, string> = { ...ofTime, ...ofHow };
  if (values.name.trim() === '') problems['contact.name'] = 'Say who receives.';
  // What is usual was written into it when it was made.
  if (values.minutes.trim() === '') problems.serviceSeconds = 'Minutes: 25.';
  if (Object.keys(problems).length > 0) return { problems };
  return {
    input: {
      ...time!,
      ...how!,
      contact: contactOf(values),
      access: accessOf(values),
      notes: values.notes.trim(),
      orderNumber: orNull(values.orderNumber),
    },
  };
}

type ChangeInput = Pick<JobBody, 'serviceDate' | 'windows' | 'contact' | 'access' | 'notes' | 'orderNumber'> & How;

const contactOf = (values: JobValues): JobBody['contact'] => ({
  name: values.name.trim(),
  phone: orNull(values.phone),
  email: orNull(values.email),
  language: orNull(values.language),
});

const accessOf = (values: JobValues): NonNullable<JobBody['access']> => ({
  floor: orNull(values.floor),
  lift: values.lift === '' ? null : values.lift === 'yes',
  parking: orNull(values.parking),
  note: orNull(values.accessNote),
});

function readTime({ timing, slot, date, windows: typed }: JobValues): {
  time?: Pick<JobBody, 'serviceDate' | 'windows'>;
  problems?: Problems;
} {
  if (timing === 'slot') {
    if (slot === null) return { problems: { slot: 'Choose a slot, or say a date and a window.' } };
    return { time: { serviceDate: slot.serviceDate, windows: [{ from: slot.from, to: slot.to }] } };
  }
  const windows = readTimes(typed);
  if (!windows) return { problems: { windows: 'Write it as 08:00–12:00; several with commas.' } };
  return { time: { serviceDate: date === '' ? null : date, windows } };
}

/** Of another job like one that is there, only what is not as it was. */
export function changesOf(before: JobBody, now: JobBody): Partial<JobBody> {
  const same = (field: keyof JobBody) => JSON.stringify(before[field]) === JSON.stringify(now[field]);
  return Object.fromEntries(Object.entries(now).filter(([field]) => !same(field as keyof JobBody)));
}

const addressOf = ({ street, postcode, city, country }: JobValues) => ({
  ...readStreet(street, { postcode, city }),
  country: country.trim(),
});

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
