import { and, gt, inArray } from 'drizzle-orm';

import type { Work } from '../../../platform/index.ts';
import { jobs, promises } from '../../jobs/schema.ts';
import type { Context } from '../decide/context.ts';
import { promiseTimers } from '../decide/due-times.ts';
import { readJobFacts } from '../decide/facts.ts';

/** On the log when a rule was made, changed or removed: times set by the rules before are set anew. */
export const RULES_CHANGED = 'notification_rules.changed';

const JOBS_AT_ONCE = 500;
const OPEN = ['new', 'scheduled', 'dispatched', 'on_route'] as const;

/** Sets the times of all promises still to come by the rules as they are now; what has been told stays told. */
export async function resetTimers(work: Work, context: Context): Promise<void> {
  const rows = await work.db
    .selectDistinct({ jobId: promises.jobId })
    .from(promises)
    .where(
      and(
        gt(promises.endsAt, work.now),
        inArray(
          promises.jobId,
          work.db
            .select({ id: jobs.id })
            .from(jobs)
            .where(inArray(jobs.state, [...OPEN])),
        ),
      ),
    );
  for (let i = 0; i < rows.length; i += JOBS_AT_ONCE) {
    const facts = await readJobFacts(
      work,
      rows.slice(i, i + JOBS_AT_ONCE).map(({ jobId }) => jobId),
    );
    await work.setTimers([...facts.values()].flatMap((job) => promiseTimers(context, job)));
  }
}
