import { PRIVACY_LEVELS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { OpeningWindow } from './fleet.ts';
import { LocalTime } from './primitives.ts';

const seconds = (least: number, most: number, description: string) =>
  z.int().min(least).max(most).meta({ description });

/** Of the clock; what lasts past midnight begins on one day and ends on the next. */
const TimeOfDay = LocalTime.refine((time) => time < '24:00', { error: 'A time of day, before 24:00' });

/** What an organisation decides once, and everything goes by. */
export const Policies = z.object({
  promiseWindowSeconds: seconds(
    900,
    43_200,
    'Width of the window that a customer is promised around a planned arrival',
  ),
  atRiskWithinSeconds: seconds(0, 7200, 'Expected this close to the end of its promise, or after: at risk'),
  lateAfterSeconds: seconds(60, 14_400, 'Later than its promise by more: customers are told'),
  etaUnderSeconds: seconds(300, 14_400, 'So long before the arrival customers hear that the crew is near'),
  correctionSeconds: seconds(
    0,
    3600,
    'What became of a visit is told this much later, so that a slip can be put right',
  ),
  quietHours: z
    .object({ from: TimeOfDay, to: TimeOfDay })
    .meta({ description: 'On the customer’s clock: all but what is about the day itself waits' }),
  slotWindows: z
    .array(OpeningWindow)
    .min(1)
    .max(24)
    .meta({ description: 'The windows that are offered, on the branch’s clock' }),
  slotLeadSeconds: seconds(0, 604_800, 'A window is offered no later than this before it begins'),
  anyStopOrder: z.boolean().meta({ description: 'A crew may leave for any stop, not only the next' }),
  unconfirmedAtDispatch: z.enum(['allow', 'warn', 'block', 'drop']).meta({
    description:
      'Customers who were asked and have not confirmed: dispatch says so (`warn`), is refused (`block`), or goes without them (`drop`), and without those who declined',
  }),
  apiSkipsStaging: z.boolean().meta({ description: 'Jobs that come over the API without faults are released at once' }),
  trackerPrivacy: z.enum(PRIVACY_LEVELS).meta({
    description:
      'How exactly a customer sees the vehicle that is near: where it is, about where, or only how far it got',
  }),
});
export type Policies = z.infer<typeof Policies>;

export const policyEndpoints = {
  get: defineEndpoint({
    id: 'policies.get',
    door: 'public',
    method: 'GET',
    path: '/organisation/policies',
    summary: 'What the organisation has decided once',
    access: { permission: 'organisation:read' },
    answer: Policies,
  }),
  change: defineEndpoint({
    id: 'policies.change',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/organisation/policies',
    summary: 'Decide it otherwise',
    description: 'What is not sent stays. It holds from then on: what was promised and told before stays as it was.',
    access: { permission: 'organisation:write' },
    body: Policies.partial(),
    answer: Policies,
  }),
};
