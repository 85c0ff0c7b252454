import { type BusinessClock, businessTime } from '../../platform/clock/index.ts';
import { businessClocks } from '../../platform/clock/schema.ts';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { getOrganisation } from './organisations.ts';

/** The organisation's clock as it stands; speed 1 when it lives in real time. */
export async function readClock(work: ReadWork): Promise<{ businessNow: Date; speed: number }> {
  const [clock] = await work.db.select({ speed: businessClocks.speed }).from(businessClocks);
  return { businessNow: work.now, speed: clock?.speed ?? 1 };
}

const FURTHEST_MILLISECONDS = 20 * 366 * 86_400_000;

/**
 * Sets a sandbox's business time and speed. Problems: 409 `clock_is_real` for a live organisation,
 * 409 `clock_runs_forward` for a time before the present one, since what happened would then lie in the future,
 * 422 `clock_too_far`.
 */
export async function setSandboxClock(
  work: Work,
  wish: { businessNow?: Date | undefined; speed?: number | undefined },
): Promise<BusinessClock> {
  const organisation = await getOrganisation(work);
  if (organisation.kind !== 'sandbox') {
    throw new Problem({
      status: 409,
      code: 'clock_is_real',
      title: 'A live organisation’s time cannot be set',
      remedy: 'Use a sandbox organisation.',
    });
  }
  const [row] = await work.db.select().from(businessClocks).for('update');
  const current: BusinessClock = row ?? { realEpoch: work.recordedAt, businessEpoch: work.recordedAt, speed: 1 };
  const present = businessTime(current, work.recordedAt);
  const businessEpoch = wish.businessNow ?? present;
  if (businessEpoch < present) {
    throw new Problem({
      status: 409,
      code: 'clock_runs_forward',
      title: 'Business time only runs forward',
      detail: `It is ${present.toISOString()} for this organisation.`,
      remedy: 'Choose a later time.',
    });
  }
  if (businessEpoch.getTime() - work.recordedAt.getTime() > FURTHEST_MILLISECONDS) {
    throw new Problem({
      status: 422,
      code: 'clock_too_far',
      title: 'Business time may be at most twenty years ahead of real time',
      fields: [{ field: 'businessNow', code: 'clock_too_far', message: 'Further ahead than any plan reaches' }],
    });
  }
  const next: BusinessClock = { realEpoch: work.recordedAt, businessEpoch, speed: wish.speed ?? current.speed };
  await work.db
    .insert(businessClocks)
    .values({ organisationId: work.organisationId, ...next })
    .onConflictDoUpdate({ target: [businessClocks.organisationId], set: next });
  work.emit({
    type: 'clock.set',
    subject: { kind: 'organisation', id: work.organisationId },
    data: { businessNow: businessEpoch.toISOString(), speed: next.speed },
  });
  return next;
}
