import { SANDBOX_STATES, SIMULATED_ENDINGS } from '@roundsman/delivery-rules';
import { integer, text, uuid } from 'drizzle-orm/pg-core';
import { files } from '../../platform/files/schema.ts';
import { instant, organisationRows, partOf, refersTo } from '../../platform/schema.ts';
import { devices, operators } from '../fleet/schema.ts';

/** The one twin of a live organisation, whose row it is. */
export const sandboxes = organisationRows(
  'sandboxes',
  {
    twinId: uuid().notNull(),
    twinShortId: text().notNull(),
    state: text({ enum: SANDBOX_STATES }).notNull(),
    askedAt: instant().notNull(),
    readyAt: instant(),
    failure: text(),
  },
  [],
);

/** Simulated crews are out in this sandbox; no row: nobody drives but who has a phone. */
export const simulations = organisationRows(
  'simulations',
  {
    endings: text({ enum: SIMULATED_ENDINGS }).notNull(),
    seed: integer().notNull(),
    /** Business time. */
    startedAt: instant().notNull(),
    /** The picture that all simulated crews show as their proof. */
    photoFileId: refersTo(() => files),
  },
  [],
);

/** The device that stands for an operator's phone while a simulated crew drives. */
export const simulatedCrews = organisationRows(
  'simulated_crews',
  { operatorId: partOf(() => operators), deviceId: refersTo(() => devices).notNull() },
  ['operatorId'],
);
