import { JOB_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Money, ServiceDate } from './primitives.ts';

const Share = z.object({
  of: z.int(),
  count: z.int(),
  share: z.number().nullable().meta({ description: 'null when there is nothing to count' }),
});

export const DayReport = z.object({
  serviceDate: ServiceDate,
  jobs: z.record(z.enum(JOB_STATES), z.int()),
  onTime: z
    .object({ first: Share, current: Share })
    .meta({ description: 'Arrivals inside the first and the current promise' }),
  firstAttemptSuccess: Share,
  etaError: z.array(
    z.object({
      leadMinutes: z.int(),
      samples: z.int(),
      medianSeconds: z.int().nullable(),
      p90Seconds: z.int().nullable(),
      insideIntervalShare: z.number().nullable(),
    }),
  ),
  messages: z.record(z.string(), z.int()).meta({ description: '`channel.state` → count' }),
  events: z.record(z.string(), z.int()).meta({ description: 'Type → count, of the date’s jobs and itineraries' }),
  driven: z.object({
    plannedMeters: z.int(),
    drivenMeters: z.int(),
    plannedSeconds: z.int(),
    workedSeconds: z.int(),
    costPerCompletedStop: Money.nullable(),
  }),
  commands: z.object({ applied: z.int(), parked: z.int(), conflicts: z.int() }),
});
export type DayReport = z.infer<typeof DayReport>;

const Pace = z.object({
  factor: z.number().meta({ description: 'Planned seconds × factor = expected seconds' }),
  samples: z.int(),
});
const LearnedPace = z.object({
  overall: Pace,
  rows: z.array(Pace.extend({ key: z.string() })),
  error: z.object({ plain: z.number(), learned: z.number(), samples: z.int() }).nullable().meta({
    description:
      'Mean error relative to the plan, by the plan alone and with the pace, on records that it was not learned from; null with too few',
  }),
});

export const PaceReport = z.object({
  days: z.int().meta({ description: 'How far back it looks' }),
  service: LearnedPace.meta({ description: 'Work at the door, by kind of the first action' }),
  drive: LearnedPace.extend({
    areas: z.array(Pace.extend({ key: z.string(), place: z.string().nullable() })).meta({
      description:
        'On top of the hour: by the square that drives end in, most records first, with where most of it lies',
    }),
  }).meta({ description: 'Drives, by hour of the day in the organisation’s zone (`08`) and by where they end' }),
});
export type PaceReport = z.infer<typeof PaceReport>;

export const reportEndpoints = {
  pace: defineEndpoint({
    id: 'reports.pace',
    door: 'public',
    method: 'GET',
    path: '/reports/pace',
    summary: 'How crews work and drive against what is planned for them, and how much that mends expected times',
    access: { permission: 'reports:read' },
    answer: PaceReport,
  }),
  day: defineEndpoint({
    id: 'reports.day',
    priority: 'report',
    door: 'public',
    method: 'GET',
    path: '/reports/day',
    summary: 'A day in figures, each by one formula',
    access: { permission: 'reports:read' },
    query: z.object({ serviceDate: ServiceDate }),
    answer: DayReport,
  }),
};
