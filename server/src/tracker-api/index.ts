/** The Customer Tracker's API: everything by an unguessable link to one job. No rule lives here. */
import { Readable } from 'node:stream';
import { trackerEndpoints } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import { describeFile, fileNotFound, openFile } from '../files.ts';
import { getOrganisation, listOrganisations } from '../modules/accounts/index.ts';
import { getMerchant, logoIdFor, openLogos } from '../modules/customers/index.ts';
import { jobIdByCode, presentJob } from '../modules/jobs/index.ts';
import {
  changePreference,
  pushPublicKey,
  readPreferences,
  subscribeCustomer,
  unsubscribeByOneClick,
} from '../modules/notifications/index.ts';
import { lookAndHold, offerToCustomer, prepareCustomerSlot, takeCustomerSlot } from '../modules/slots/index.ts';
import {
  type CustomerPrincipal,
  confirmPromise,
  instructCrew,
  lookUpJob,
  notFound,
  openTrackerLink,
  rateVisit,
  viewTracker,
} from '../modules/tracking/index.ts';
import { type OpenDoor, openDoor, serveOpenApi } from '../platform/http/index.ts';
import { KEPT_ANSWERS_SEAL } from '../platform/idempotency/index.ts';
import type { Platform, Role } from '../platform/index.ts';
import { openSeal } from '../platform/seal/index.ts';
import { publicUrlOf } from '../public-url.ts';
import { closeRoads, roadsOf } from '../roads.ts';
import { serveFeed } from './serve-feed.ts';

export const trackerApiRole: Role = {
  name: 'tracker-api',
  label: 'Tracker API',
  async start(platform) {
    const door = openDoor<CustomerPrincipal>(platform.http, {
      door: 'tracker',
      database: platform.database,
      seal: openSeal(await platform.secret('idempotency'), KEPT_ANSWERS_SEAL),
      gate: {
        authenticate: async ({ params }) =>
          params.link === undefined ? null : openTrackerLink(platform.database, params.link),
        authorise: (_customer, access) => access === 'tracker_link',
      },
    });
    const roads = await roadsOf(platform);
    serveTracker(door, platform, roads);
    serveOpenApi(platform.http.app, 'tracker', publicUrlOf(platform.config));
    return { health: async () => platform.http.overload.health(), stop: () => closeRoads(platform) };
  },
};

function serveTracker(door: OpenDoor<CustomerPrincipal>, platform: Platform, roads: Roads): void {
  const logos = openLogos(platform.database, platform.files);
  door.serve(trackerEndpoints.view, ({ principal, params, read }) =>
    read((work) => viewTracker(work, principal.jobId, params.link)),
  );
  door.serve(trackerEndpoints.lookup, async ({ body }) => {
    // A code is unique within an organisation only, and who asks knows no organisation: the postcode decides.
    for (const { id: organisationId } of await listOrganisations(platform.database)) {
      const answer = await platform.database.read(organisationId, async (work) => {
        const jobId = await jobIdByCode(work, body.jobCode);
        return jobId === null ? null : lookUpJob(work, jobId, body.postcode).catch(() => null);
      });
      if (answer) return answer;
    }
    throw notFound();
  });
  door.serve(trackerEndpoints.confirm, ({ principal, params, unitOfWork }) =>
    unitOfWork(async (work) => {
      await confirmPromise(work, principal);
      return viewTracker(work, principal.jobId, params.link);
    }),
  );
  door.serve(trackerEndpoints.slots, async ({ principal, read }) => {
    const { organisationId, jobId } = principal;
    const { why, rows } = await offerToCustomer(platform.database, roads, organisationId, jobId);
    const { zone } = await read((work) => presentJob(work, jobId));
    const free = rows.map(({ serviceDate, slots }) => ({
      serviceDate,
      slots: slots
        .filter(({ available }) => available)
        .map(({ from, to, startsAt, endsAt }) => ({ from, to, startsAt, endsAt })),
    }));
    return { why, zone, rows: free.filter(({ slots }) => slots.length > 0) };
  });
  door.serve(trackerEndpoints.changeTime, ({ principal, params, body, unitOfWork }) => {
    const { organisationId, jobId } = principal;
    return lookAndHold(
      () => prepareCustomerSlot(platform.database, roads, organisationId, jobId, body),
      (prepared) =>
        unitOfWork(async (work) => {
          await takeCustomerSlot(work, jobId, prepared);
          return viewTracker(work, jobId, params.link);
        }),
    );
  });
  door.serve(trackerEndpoints.instruct, ({ principal, params, body, unitOfWork }) =>
    unitOfWork(async (work) => {
      await instructCrew(work, principal, body.instructions);
      return viewTracker(work, principal.jobId, params.link);
    }),
  );
  door.serve(trackerEndpoints.rate, ({ principal, params, body, unitOfWork }) =>
    unitOfWork(async (work) => {
      await rateVisit(work, principal, body.stars, body.words);
      return viewTracker(work, principal.jobId, params.link);
    }),
  );
  door.serve(trackerEndpoints.preferences, ({ principal, params, read }) =>
    read((work) => readPreferences(work, principal, params.link)),
  );
  door.serve(trackerEndpoints.prefer, ({ principal, params, body, unitOfWork }) =>
    unitOfWork(async (work) => {
      await changePreference(work, principal, body.channel, body.purpose, body.wanted);
      return readPreferences(work, principal, params.link);
    }),
  );
  door.serve(trackerEndpoints.logo, async ({ principal, read }) => {
    const fileId = await read(async (work) => {
      const job = await presentJob(work, principal.jobId);
      const merchant = job.merchantId ? await getMerchant(work, job.merchantId) : null;
      return logoIdFor(merchant, await getOrganisation(work));
    });
    const png = fileId === null ? null : await logos.read(principal.organisationId, fileId);
    if (png === null) throw fileNotFound();
    // One address for whichever logo it is now: asked about again after a while.
    return { stream: Readable.from([png]), bytes: png.length, contentType: 'image/png', cacheSeconds: 300 };
  });
  door.serve(trackerEndpoints.pushKey, async () => ({ publicKey: await pushPublicKey(platform) }));
  door.serve(trackerEndpoints.push, async ({ principal, body, fastify, unitOfWork }) => {
    const browser = { endpoint: body.endpoint, ...body.keys };
    await unitOfWork((work) => subscribeCustomer(work, principal, browser, fastify.headers['user-agent'] ?? null));
    return undefined;
  });
  door.serve(trackerEndpoints.unsubscribe, async ({ principal, bytes, unitOfWork }) => {
    // What the body says is known: that it comes by POST is what tells a person from a preview.
    bytes.resume();
    await unitOfWork((work) => unsubscribeByOneClick(work, principal));
    return undefined;
  });
  door.serve(trackerEndpoints.unsubscribePage, async ({ params, reply }) => {
    reply.code(303).header('Location', `/track/${encodeURIComponent(params.link)}/preferences`);
    return { contentType: 'text/plain', stream: Readable.from([]) };
  });
  door.serve(trackerEndpoints.file, async ({ principal, params, read }) => {
    const row = await read(async (work) => {
      const job = await presentJob(work, principal.jobId);
      const own = job.proofs.some(({ fileUrl }) => fileUrl?.endsWith(`/${params.fileId}`));
      return own ? describeFile(work, params.fileId) : Promise.reject(notFound());
    });
    return openFile(platform, row);
  });
  serveFeed(door, platform);
}
