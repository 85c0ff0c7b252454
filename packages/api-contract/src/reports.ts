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

export const reportEndpoints = {
  day: defineEndpoint({
    id: 'reports.day',
    door: 'public',
    method: 'GET',
    path: '/reports/day',
    summary: 'A day in figures, each by one formula',
    access: { permission: 'reports:read' },
    query: z.object({ serviceDate: ServiceDate }),
    answer: DayReport,
  }),
};
