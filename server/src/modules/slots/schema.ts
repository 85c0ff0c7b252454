import { ACTOR_KINDS, SLOT_HOLD_STATES } from '@roundsman/delivery-rules';
import { date, index, jsonb, text } from 'drizzle-orm/pg-core';

import { instant, localTime, organisationTable, refersTo } from '../../platform/schema.ts';
import { branches } from '../accounts/schema.ts';
import { merchants } from '../customers/schema.ts';
import { jobs } from '../jobs/schema.ts';

/** What a held slot keeps room for: nothing of a person but where the crew would stop. */
export interface VisitKept {
  readonly point: { readonly lon: number; readonly lat: number };
  /** Which territory it lies in. */
  readonly postcode?: string | null;
  readonly serviceSeconds: number;
  readonly delivered: readonly {
    readonly fromLocationId: string | null;
    readonly load: { readonly weightGrams: number; readonly volumeLitres: number; readonly pieces: number };
  }[];
  readonly collected: { readonly weightGrams: number; readonly volumeLitres: number; readonly pieces: number };
  readonly requiredSkills: readonly string[];
  readonly operatorsNeeded: number;
  readonly priority: number;
}

/** A slot that somebody holds, or has booked. */
export const slotHolds = organisationTable(
  'slot_holds',
  {
    branchId: refersTo(() => branches).notNull(),
    merchantId: refersTo(() => merchants).notNull(),
    /** The job it was held for, then the one it was booked for. */
    jobId: refersTo(() => jobs),
    serviceDate: date({ mode: 'string' }).notNull(),
    fromTime: localTime().notNull(),
    toTime: localTime().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    visit: jsonb().$type<VisitKept>().notNull(),
    state: text({ enum: SLOT_HOLD_STATES }).notNull(),
    /** Real time, like every lease. */
    expiresAt: instant().notNull(),
    createdByKind: text({ enum: ACTOR_KINDS }).notNull(),
    createdById: text(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (t) => [
    index('slot_holds_day').on(t.organisationId, t.serviceDate, t.state),
    index('slot_holds_job').on(t.organisationId, t.jobId),
    index('slot_holds_age').on(t.organisationId, t.createdAt),
  ],
);
