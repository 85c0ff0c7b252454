import type { Job, LonLatDto, SlotHold } from '@roundsman/api-contract';
import { emptyLine, type LineValues, valuesOfLine } from './line-values.ts';
import { writeNumber } from './read-number.ts';
import { writeStreet } from './read-street.ts';
import { writeTimes } from './read-times.ts';

/** Where the address is taken to be, and by whom: found on the map, or set by hand. */
export interface Place {
  point: LonLatDto;
  confidence: 'high' | 'medium' | 'low' | 'pinned';
}

/** A slot that was chosen; `held` while its room is kept for this job. */
export interface ChosenSlot extends Pick<SlotHold, 'serviceDate' | 'from' | 'to'> {
  held: (Pick<SlotHold, 'id' | 'expiresAt'> & { visit: string }) | null;
}

/** A job as it is typed, in the order of a telephone call. Figures are text until they are sent. */
export interface JobValues {
  name: string;
  phone: string;
  email: string;
  language: string;
  /** Who was chosen of those who are known; empty for anybody else. */
  customerId: string;
  /** The merchant's number of them. */
  customerReferenceId: string;
  /** With the house number. */
  street: string;
  postcode: string;
  city: string;
  country: string;
  place: Place | null;
  floor: string;
  /** Empty: nobody said. */
  lift: '' | 'yes' | 'no';
  /** Of a job that it is like; not asked for. */
  parking: string;
  accessNote: string;
  lines: readonly LineValues[];
  timing: 'window' | 'slot';
  /** Empty: to be appointed. */
  date: string;
  windows: string;
  slot: ChosenSlot | null;
  serviceLevel: Job['serviceLevel'];
  minutes: string;
  people: string;
  /** Of those that do not all fit, the one with more is left out last. */
  priority: string;
  skills: readonly string[];
  notes: string;
  orderNumber: string;
  merchantId: string;
  branchId: string;
}

export const emptyJob: JobValues = {
  name: '',
  phone: '',
  email: '',
  language: '',
  customerId: '',
  customerReferenceId: '',
  street: '',
  postcode: '',
  city: '',
  country: '',
  place: null,
  floor: '',
  lift: '',
  parking: '',
  accessNote: '',
  lines: [emptyLine],
  timing: 'window',
  date: '',
  windows: '',
  slot: null,
  serviceLevel: 'threshold',
  minutes: '',
  people: '1',
  priority: '0',
  skills: [],
  notes: '',
  orderNumber: '',
  merchantId: '',
  branchId: '',
};

/** What a job was asked for with, ready to be asked for again. The place is looked up anew unless somebody set it by hand. */
export function valuesOfJob(job: Job): JobValues {
  const { contact, address } = job;
  const { given, point, confidence, access } = address;
  return {
    name: contact.name,
    phone: contact.phone ?? '',
    email: contact.email ?? '',
    language: contact.language ?? '',
    customerId: job.customerId ?? '',
    customerReferenceId: job.customerReferenceId ?? '',
    street: writeStreet(given),
    postcode: given.postcode,
    city: given.city,
    country: given.country,
    place: point === null || confidence === 'none' ? null : { point, confidence },
    floor: access.floor ?? '',
    lift: access.lift === null ? '' : access.lift ? 'yes' : 'no',
    parking: access.parking ?? '',
    accessNote: access.note ?? '',
    lines: job.actions.map(valuesOfLine),
    timing: 'window',
    date: job.serviceDate ?? '',
    windows: writeTimes(job.windows),
    slot: null,
    serviceLevel: job.serviceLevel,
    minutes: writeNumber(job.serviceSeconds / 60),
    people: String(job.operatorsNeeded),
    priority: String(job.priority),
    skills: job.skills,
    notes: job.notes,
    orderNumber: job.orderNumber ?? '',
    merchantId: job.merchantId ?? '',
    branchId: job.branchId,
  };
}

/** "Sofa for Lea Muster, Landstrasse 12, Vaduz"; as much of it as is typed. */
export function jobSentence({ name, street, city, lines }: JobValues): string {
  const what = lines.map(({ description }) => description.trim()).filter(Boolean);
  const goods = what.length > 2 ? `${what.slice(0, 2).join(', ')} and ${what.length - 2} more` : what.join(' and ');
  const whom = name.trim();
  const first = [goods, goods && whom ? `for ${whom}` : whom].filter(Boolean).join(' ');
  return [first, street.trim(), city.trim()].filter(Boolean).join(', ');
}
