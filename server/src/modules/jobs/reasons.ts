import type { Reason } from '@roundsman/api-contract';
import { asc, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import { reasons } from './schema.ts';

type ReasonRow = typeof reasons.$inferInsert;
export type NewReason = Pick<ReasonRow, 'code' | 'name' | 'appliesTo' | 'fault'> &
  Partial<
    Pick<ReasonRow, 'needsWaitMinutes' | 'needsCallTries' | 'needsPhoto' | 'wordsForCustomer' | 'nextStep' | 'billable'>
  >;

/** What an organisation starts with; it changes the list as it likes. */
export const DEFAULT_REASONS: readonly NewReason[] = [
  {
    code: 'NOT_HOME',
    name: 'Nobody at home',
    appliesTo: 'incomplete',
    fault: 'customer',
    needsWaitMinutes: 5,
    needsCallTries: 2,
    nextStep: 'retry',
    wordsForCustomer: { en: 'We did not find you at home.', de: 'Wir haben Sie leider nicht angetroffen.' },
  },
  {
    code: 'NO_ACCESS',
    name: 'No access to the building',
    appliesTo: 'incomplete',
    fault: 'customer',
    needsPhoto: true,
    nextStep: 'ask_customer',
    wordsForCustomer: { en: 'We could not get to your door.', de: 'Wir kamen nicht bis zu Ihnen durch.' },
  },
  {
    code: 'TOO_LARGE',
    name: 'Does not fit through door or stairs',
    appliesTo: 'incomplete',
    fault: 'customer',
    needsPhoto: true,
    nextStep: 'ask_merchant',
    wordsForCustomer: { en: 'The goods did not fit inside.', de: 'Die Ware passte nicht hinein.' },
  },
  {
    code: 'NOT_READY',
    name: 'Connection or room not prepared',
    appliesTo: 'incomplete',
    fault: 'customer',
    needsPhoto: true,
    nextStep: 'retry',
    billable: true,
    wordsForCustomer: { en: 'It was not ready for us yet.', de: 'Es war noch nicht alles vorbereitet.' },
  },
  {
    code: 'ADDRESS_WRONG',
    name: 'Address is wrong',
    appliesTo: 'incomplete',
    fault: 'merchant',
    nextStep: 'ask_merchant',
    wordsForCustomer: { en: 'The address was not right.', de: 'Die Adresse stimmte nicht.' },
  },
  {
    code: 'OUT_OF_TIME',
    name: 'Ran out of time',
    appliesTo: 'incomplete',
    fault: 'organisation',
    nextStep: 'retry',
    wordsForCustomer: { en: 'We did not make it today.', de: 'Wir haben es heute nicht mehr geschafft.' },
  },
  {
    code: 'ROAD_CLOSED',
    name: 'Road closed or snow',
    appliesTo: 'incomplete',
    fault: 'weather',
    needsPhoto: true,
    nextStep: 'retry',
    wordsForCustomer: { en: 'The road could not be used.', de: 'Die Strasse war nicht befahrbar.' },
  },
  {
    code: 'DAMAGED_TRANSPORT',
    name: 'Damaged on the way',
    appliesTo: 'damaged',
    fault: 'organisation',
    needsPhoto: true,
    nextStep: 'ask_merchant',
  },
  {
    code: 'DAMAGED_PACKED',
    name: 'Damaged inside an intact packing',
    appliesTo: 'damaged',
    fault: 'merchant',
    needsPhoto: true,
    nextStep: 'ask_merchant',
  },
  { code: 'REFUSED', name: 'Customer refused it', appliesTo: 'refused', fault: 'customer', nextStep: 'return' },
  {
    code: 'WRONG_ITEM',
    name: 'Not what was ordered',
    appliesTo: 'refused',
    fault: 'merchant',
    nextStep: 'ask_merchant',
  },
  { code: 'SHORT', name: 'Missing at loading', appliesTo: 'short', fault: 'organisation', nextStep: 'ask_merchant' },
  { code: 'CUSTOMER_CANCELLED', name: 'Customer cancelled', appliesTo: 'cancelled', fault: 'customer' },
  { code: 'MERCHANT_CANCELLED', name: 'Merchant cancelled', appliesTo: 'cancelled', fault: 'merchant' },
  { code: 'CUSTOMER_MOVED', name: 'Customer asked for another day', appliesTo: 'rescheduled', fault: 'customer' },
  { code: 'WRONG_TAP', name: 'Recorded by mistake', appliesTo: 'corrected', fault: 'organisation' },
];

/** Writes reasons that the organisation does not have yet; those it has stay as they are. */
export async function seedReasons(work: Work, list: readonly NewReason[] = DEFAULT_REASONS): Promise<void> {
  await work.db
    .insert(reasons)
    .values(list.map((reason) => ({ ...reason, organisationId: work.organisationId, id: newId() })))
    .onConflictDoNothing({ target: [reasons.organisationId, reasons.appliesTo, reasons.code] });
}

/** The organisation's list, each code once with all that it applies to. */
export async function listReasons(work: ReadWork): Promise<z.infer<typeof Reason>[]> {
  const rows = await work.db.select().from(reasons).where(isNull(reasons.retiredAt)).orderBy(asc(reasons.id));
  return [...Map.groupBy(rows, ({ code }) => code).values()].map((alike) => ({
    code: alike[0]!.code,
    words: alike[0]!.name,
    appliesTo: alike.map(({ appliesTo }) => appliesTo),
    needsPhoto: alike.some(({ needsPhoto }) => needsPhoto),
  }));
}
