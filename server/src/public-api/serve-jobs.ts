import { createHash } from 'node:crypto';
import {
  type AnswerOf,
  addressEndpoints,
  importEndpoints,
  type JobInput,
  jobEndpoints,
  type Problem as ProblemDocument,
} from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { cancelVisit, correctOutcome, prepareCancel, readJobChat, settleAtDesk } from '../modules/itineraries/index.ts';
import {
  cloneJob,
  countJobs,
  createImport,
  createJob,
  deleteJob,
  dropImport,
  fixRow,
  getImport,
  holdJob,
  inputOfClone,
  jobHistory,
  listImportRows,
  listImports,
  listProofs,
  mapImport,
  parseUpload,
  prepareJob,
  preparePatch,
  prepareStaging,
  presentJob,
  readRowsToStage,
  readUpload,
  releaseJobs,
  stageImport,
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
      ...(await countJobs(work, query.serviceDate, principal.merchantId)),
      ...(query.serviceDate && principal.merchantId === null
        ? await countDanger(work, query.serviceDate)
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

export function serveAddresses(door: OpenDoor<DeskPrincipal>, { geocoder }: Roads): void {
  door.serve(addressEndpoints.suggest, async ({ query }) => ({
    rows: (await geocoder.suggest(query.text)).map(({ label, address, point, kind }) => ({
      line: label,
      address: addressParts(address),
      point,
      confidence:
        kind === 'address' ? ('high' as const) : kind === 'interpolated' ? ('medium' as const) : ('low' as const),
    })),
  }));
  door.serve(addressEndpoints.reverse, async ({ query }) => {
    const found = await geocoder.reverse({ lon: query.lon, lat: query.lat });
    return found
      ? { address: addressParts(found.address), line: found.address.label, distanceMeters: found.distanceMeters }
      : { address: null, line: null, distanceMeters: null };
  });
}

interface Matched {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

const addressParts = ({ street, houseNumber, postcode, city, country }: Matched) => ({
  street: street ?? '',
  houseNumber: houseNumber ?? '',
  postcode: postcode ?? '',
  city: city ?? '',
  country: country ?? '',
});

export function serveImports(door: OpenDoor<DeskPrincipal>, { geocoder }: Roads): void {
  door.serve(importEndpoints.create, async ({ query, bytes, unitOfWork, principal }) => {
    const file = await readUpload(bytes);
    const parsed = await parseUpload(file, query.format ?? 'auto');
    const { fileName, serviceDate, merchantId: ofMerchantId } = query;
    const bodyDigest = createHash('sha256').update(file).digest('hex');
    return unitOfWork(
      (work) => createImport(work, parsed, { fileName, serviceDate, ofMerchantId, merchantId: principal.merchantId }),
      { bodyDigest },
    );
  });
  door.serve(importEndpoints.list, ({ query, read, principal }) =>
    read((work) => listImports(work, query, principal.merchantId)),
  );
  door.serve(importEndpoints.get, ({ params, read, principal }) =>
    read((work) => getImport(work, params.importId, principal.merchantId)),
  );
  door.serve(importEndpoints.rows, ({ params, query, read, principal }) =>
    read((work) => listImportRows(work, params.importId, query, principal.merchantId)),
  );
  door.serve(importEndpoints.map, ({ params, body, unitOfWork, principal }) =>
    unitOfWork((work) => mapImport(work, params.importId, body, principal.merchantId)),
  );
  door.serve(importEndpoints.fixRow, ({ params, body, unitOfWork, principal }) =>
    unitOfWork((work) => fixRow(work, params.importId, params.row, body.raw, principal.merchantId)),
  );
  door.serve(importEndpoints.stage, async ({ params, read, unitOfWork, principal }) => {
    const rows = await read((work) => readRowsToStage(work, params.importId, principal.merchantId));
    const prepared = await prepareStaging(geocoder, rows);
    return unitOfWork((work) => stageImport(work, prepared, principal.merchantId));
  });
  door.serve(importEndpoints.drop, async ({ params, unitOfWork, principal }) => {
    await unitOfWork((work) => dropImport(work, params.importId, principal.merchantId));
    return undefined;
  });
}
