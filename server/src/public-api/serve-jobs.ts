import { type AnswerOf, type JobInput, jobEndpoints, type Problem as ProblemDocument } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  cancelVisit,
  correctOutcome,
  markChatRead,
  prepareCancel,
  readJobChat,
  settleAtDesk,
} from '../modules/itineraries/index.ts';
import {
  cloneJob,
  countJobs,
  createJob,
  deleteJob,
  holdJob,
  inputOfClone,
  jobHistory,
  listProofs,
  prepareJob,
  preparePatch,
  presentJob,
  releaseJobs,
  updateJob,
} from '../modules/jobs/index.ts';
import { messagesFollowCustomer } from '../modules/notifications/index.ts';
import { countDanger, createTrackerLink, followJob, followJobs, locateJob } from '../modules/tracking/index.ts';
import { type EndpointRequest, errorToProblem, type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import type { Platform, Work } from '../platform/index.ts';

export function serveJobs(
  door: OpenDoor<DeskPrincipal>,
  { database }: Platform,
  roads: Roads,
  publicUrl: string,
): void {
  const { geocoder } = roads;
  door.serve(jobEndpoints.list, ({ query, read, principal }) =>
    read((work) => followJobs(work, { ...query, merchantId: principal.merchantId ?? query.merchantId ?? null })),
  );
  door.serve(jobEndpoints.counts, ({ query, read, principal }) =>
    read(async (work) => ({
      ...(await countJobs(work, query.serviceDate, principal.merchantId, query.branchId)),
      ...(query.serviceDate && principal.merchantId === null
        ? await countDanger(work, query.serviceDate, query.branchId)
        : { atRisk: 0, late: 0 }),
    })),
  );
  door.serve(jobEndpoints.get, ({ params, read, principal }) =>
    read((work) => followJob(work, params.jobId, principal.merchantId)),
  );
  door.serve(jobEndpoints.remove, async ({ params, ifMatch, unitOfWork, principal }) => {
    await unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.jobId, principal);
      await deleteJob(work, params.jobId, principal.merchantId);
    });
    return undefined;
  });
  door.serve(jobEndpoints.position, ({ params, read, principal }) =>
    read((work) => locateJob(work, params.jobId, principal.merchantId)),
  );
  door.serve(jobEndpoints.proofs, ({ params, read, principal }) =>
    read(async (work) => ({ rows: await listProofs(work, params.jobId, principal.merchantId) })),
  );
  door.serve(jobEndpoints.chat, ({ params, read, principal }) =>
    read(async (work) => ({ rows: await readJobChat(work, params.jobId, principal.merchantId) })),
  );
  door.serve(jobEndpoints.markChatRead, ({ params, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await presentJob(work, params.jobId, principal.merchantId);
      return { read: await markChatRead(work, params) };
    }),
  );
  door.serve(jobEndpoints.history, ({ params, read, principal }) =>
    read(async (work) => ({ rows: await jobHistory(work, params.jobId, principal.merchantId) })),
  );
  door.serve(jobEndpoints.create, async ({ body, unitOfWork, principal }) => {
    const prepared = await prepareJob(geocoder, body);
    return unitOfWork((work) =>
      createJob(work, prepared, {
        origin: principal.kind === 'api_key' ? 'api' : 'manual',
        merchantId: principal.merchantId,
      }),
    );
  });
  door.serve(jobEndpoints.clone, async ({ params, body, read, unitOfWork, principal }) => {
    const { merchantId } = principal;
    const job = await read((work) => presentJob(work, params.jobId, merchantId));
    const prepared = await prepareJob(geocoder, inputOfClone(job, body));
    const origin = principal.kind === 'api_key' ? 'api' : 'manual';
    return unitOfWork((work) => cloneJob(work, params.jobId, prepared, { origin, merchantId }));
  });
  door.serve(jobEndpoints.createMany, async (request) => {
    const results: AnswerOf<typeof jobEndpoints.createMany>['results'] = [];
    for (const [index, input] of request.body.jobs.entries())
      results.push({ index, ...(await createOneOfMany(geocoder, request, input, index)) });
    const created = results.filter(({ job }) => job !== null).length;
    return { created, refused: results.length - created, results };
  });
  door.serve(jobEndpoints.update, async ({ params, body, ifMatch, unitOfWork, principal }) => {
    const prepared = await preparePatch(geocoder, body);
    return unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.jobId, principal);
      await updateJob(work, params.jobId, prepared, principal.merchantId);
      if (body.customerId !== undefined || body.customerReferenceId !== undefined)
        await messagesFollowCustomer(work, params.jobId);
      return followJob(work, params.jobId, principal.merchantId);
    });
  });
  door.serve(jobEndpoints.release, ({ body, unitOfWork, principal }) =>
    unitOfWork(async (work) => ({ results: await releaseJobs(work, body.ids, principal.merchantId) })),
  );
  door.serve(jobEndpoints.cancel, async ({ params, body, ifMatch, unitOfWork, principal }) => {
    const prepared = await prepareCancel(database, roads, principal.organisationId, params.jobId);
    return unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.jobId, principal);
      await cancelVisit(work, params.jobId, body.reason, principal.merchantId, prepared);
      return followJob(work, params.jobId, principal.merchantId);
    });
  });
  door.serve(jobEndpoints.hold, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.jobId, principal);
      await holdJob(work, params.jobId, body.hold, principal.merchantId);
      return followJob(work, params.jobId, principal.merchantId);
    }),
  );
  door.serve(jobEndpoints.settle, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.jobId, principal);
      await settleAtDesk(work, params.jobId, body, principal.merchantId);
      return followJob(work, params.jobId, principal.merchantId);
    }),
  );
  door.serve(jobEndpoints.correctOutcome, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.jobId, principal);
      await correctOutcome(work, params.jobId, body, principal.merchantId);
      return followJob(work, params.jobId, principal.merchantId);
    }),
  );
  door.serve(jobEndpoints.trackerLink, ({ params, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await presentJob(work, params.jobId, principal.merchantId);
      const { token, expiresAt } = await createTrackerLink(work, params.jobId);
      return { url: `${publicUrl}/track/${token}`, expiresAt: expiresAt.toISOString() };
    }),
  );
}

const unchanged = (work: Work, ifMatch: readonly string[] | null, jobId: string, { merchantId }: DeskPrincipal) =>
  requireUnchanged(work, ifMatch, jobId, () => followJob(work, jobId, merchantId));

/** In a unit of its own: what was created stays created, whatever becomes of those after it. */
async function createOneOfMany(
  geocoder: Roads['geocoder'],
  { principal, unitOfWork }: EndpointRequest<typeof jobEndpoints.createMany, DeskPrincipal>,
  input: JobInput,
  index: number,
) {
  const source = { origin: principal.kind === 'api_key' ? 'api' : 'manual', merchantId: principal.merchantId } as const;
  try {
    const prepared = await prepareJob(geocoder, input);
    const job = await unitOfWork((work) => createJob(work, prepared, source), { part: String(index) });
    return { job, problem: null };
  } catch (error) {
    const problem = errorToProblem(error);
    if (problem === null || problem.status >= 500) throw error;
    return { job: null, problem: problem.toDocument() as unknown as ProblemDocument };
  }
}
