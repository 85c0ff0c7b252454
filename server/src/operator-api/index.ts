/** The Operator API: what a crew's device asks and records. No rule lives here. */

import { buffer } from 'node:stream/consumers';
import { type CommandAnswer, operatorEndpoints, UPLOAD_BYTES } from '@roundsman/api-contract';
import { findFile } from '../files.ts';
import { keepFile } from '../keep-file.ts';
import type { IssuedSession } from '../modules/accounts/index.ts';
import { getOrganisation, readClock } from '../modules/accounts/index.ts';
import {
  authenticateDevice,
  type DevicePrincipal,
  type PairedDevice,
  pairDevice,
  readPairingCode,
  renewDevice,
} from '../modules/fleet/index.ts';
import {
  itinerariesOfJobs,
  nextDeviceSeq,
  operatorsOf,
  readCrewItineraries,
  takeCommand,
} from '../modules/itineraries/index.ts';
import { listReasons } from '../modules/jobs/index.ts';
import { type Fix, recordPositions } from '../modules/tracking/index.ts';
import { type EventRecord, newestSeq } from '../platform/event-log/index.ts';
import {
  type EndpointRequest,
  type EventStream,
  type OpenDoor,
  openDoor,
  serveOpenApi,
} from '../platform/http/index.ts';
import { KEPT_ANSWERS_SEAL } from '../platform/idempotency/index.ts';
import { type Database, type Platform, Problem, type Role } from '../platform/index.ts';
import { openSeal } from '../platform/seal/index.ts';
import { serveUploads, type UploadKind } from '../platform/uploads/index.ts';
import { publicUrlOf } from '../public-url.ts';
import { type Addressees, openAddressees } from './addressees.ts';
import { PairingThrottle } from './pairing-throttle.ts';
import { serveAttachments } from './serve-attachments.ts';
import { readClockOfDay, serveChanges } from './serve-changes.ts';

export const operatorApiRole: Role = {
  name: 'operator-api',
  label: 'Operator API',
  async start(platform) {
    const door = openDoor<DevicePrincipal>(platform.http, {
      door: 'operator',
      database: platform.database,
      seal: openSeal(await platform.secret('idempotency'), KEPT_ANSWERS_SEAL),
      gate: {
        authenticate: async ({ bearer }) =>
          bearer === null ? null : authenticateDevice(platform.database, platform.clock, bearer),
        authorise: (_device, access) => access === 'device' || access === 'signed_in',
      },
    });
    servePairing(door, platform);
    const addressees = openAddressees();
    serveDay(door, platform, addressees);
    serveChanges(door, platform, addressees);
    serveAttachments(door, platform);
    serveRecording(door, platform);
    serveOpenApi(platform.http.app, 'operator', publicUrlOf(platform.config));
    return { health: async () => platform.http.overload.health() };
  },
};

function servePairing(door: OpenDoor<DevicePrincipal>, { database, clock }: Platform): void {
  const throttle = new PairingThrottle();
  door.serve(operatorEndpoints.pair, async ({ body, fastify }) => {
    throttle.take(fastify.ip, clock.now());
    const { organisationId, letters } = await readPairingCode(database, body.code);
    const userAgent = fastify.headers['user-agent'] ?? null;
    const paired = await database.transact({ organisationId, actor: { kind: 'system', id: null } }, (work) =>
      pairDevice(work, { letters, deviceName: body.deviceName, userAgent }),
    );
    return deviceSession(database, organisationId, paired);
  });
  door.serve(operatorEndpoints.renew, async ({ body }) => {
    const { session, device } = await renewDevice(database, body.renewalKey);
    return deviceSession(database, device.organisationId, {
      deviceId: device.id,
      operator: { id: device.operatorId, name: device.name },
      session,
    });
  });
}

async function deviceSession(
  database: Database,
  organisationId: string,
  { deviceId, operator, session }: PairedDevice & { session: IssuedSession },
) {
  const { name, kind } = await database.read(organisationId, getOrganisation);
  return {
    token: session.accessToken,
    expiresAt: session.accessExpiresAt.toISOString(),
    renewalKey: session.refreshToken,
    deviceId,
    operator,
    organisation: { id: organisationId, name, kind },
  };
}

function serveDay(door: OpenDoor<DevicePrincipal>, { follower, liveFeed }: Platform, addressees: Addressees): void {
  door.serve(operatorEndpoints.today, ({ principal, read }) =>
    read(async (work) => {
      const day = await readClockOfDay(work);
      return {
        ...day,
        itineraries: await readCrewItineraries(work, principal.operatorId, day.serviceDate),
        reasons: await listReasons(work),
        nextDeviceSeq: await nextDeviceSeq(work, principal.id),
      };
    }),
  );

  door.serve(operatorEndpoints.feed, async (request) => {
    const { organisationId, operatorId } = request.principal;
    const after = await request.read(newestSeq);
    const { businessNow, speed } = await request.read(readClock);
    const stream = request.openStream();
    await stream.send({ event: 'clock', data: { businessNow: businessNow.toISOString(), speed } });
    const stop = liveFeed.subscribe(organisationId, (values) => {
      void stream.send(
        ...values.filter(({ topic }) => topic === 'clock').map(({ topic, value }) => ({ event: topic, data: value })),
      );
    });
    stream.ended.addEventListener('abort', stop, { once: true });
    for await (const events of follower.follow(organisationId, after, stream.ended)) {
      if (!(await addressees(request.read, events)).has(operatorId)) continue;
      await tellChat(request, stream, events);
      const touched = events
        .filter(({ subject, actor }) => subject.kind === 'itinerary' && actor.kind !== 'device')
        .map(({ subject }) => subject.id);
      const attachedTo = events.filter(isAttachment).map(({ subject }) => subject.id);
      if (attachedTo.length > 0) touched.push(...(await request.read((work) => itinerariesOfJobs(work, attachedTo))));
      if (touched.length === 0) continue;
      const operators = await request.read((work) => operatorsOf(work, touched));
      if (operators.has(operatorId))
        await stream.send({ event: 'itinerary', data: { itineraryIds: [...new Set(touched)] } });
    }
    return undefined;
  });
}

/** The office attached something to a job, or took it off. */
const isAttachment = ({ type, data }: EventRecord): boolean =>
  type === 'job.changed' && Array.isArray(data.fields) && data.fields.includes('attachments');

/** Words of the desk, to those who run the itinerary. */
async function tellChat(
  { principal, read }: Pick<EndpointRequest<typeof operatorEndpoints.feed, DevicePrincipal>, 'principal' | 'read'>,
  stream: EventStream,
  events: readonly EventRecord[],
): Promise<void> {
  for (const { subject, data } of events.filter(({ type }) => type === 'crew.told')) {
    const operators = await read((work) => operatorsOf(work, [subject.id]));
    if (!operators.has(principal.operatorId)) continue;
    await stream.send({ event: 'chat', data: { messageId: data.messageId ?? null, itineraryId: subject.id } });
  }
}

function serveRecording(door: OpenDoor<DevicePrincipal>, platform: Platform): void {
  const { database, clock, liveFeed } = platform;
  const inFlight = new Set<string>();

  door.serve(operatorEndpoints.commands, async ({ body, principal, receivedAt }) => {
    const device = { id: principal.id, operatorId: principal.operatorId };
    if (inFlight.has(device.id)) {
      throw new Problem({
        status: 409,
        code: 'still_running',
        title: 'The batch before is still being taken',
        remedy: 'Send it again in a moment.',
        retryAfterSeconds: 1,
      });
    }
    inFlight.add(device.id);
    try {
      const scope = { organisationId: principal.organisationId, actor: { kind: 'device' as const, id: device.id } };
      const clockOffsetMs = new Date(body.deviceNow).getTime() - receivedAt.getTime();
      const answers: CommandAnswer[] = [];
      // Each in a unit of its own: what was taken stays taken, whatever happens to the rest of the batch.
      for (const command of body.commands)
        answers.push(await database.transact(scope, (work) => takeCommand(work, device, command, clockOffsetMs)));
      const next = await database.read(principal.organisationId, (work) => nextDeviceSeq(work, device.id));
      return { serverNow: clock.now().toISOString(), answers, nextDeviceSeq: next };
    } finally {
      inFlight.delete(device.id);
    }
  });

  door.serve(operatorEndpoints.positions, ({ body, principal, unitOfWork }) =>
    unitOfWork((work) => {
      const fixes: Fix[] = body.fixes.map((fix) => ({ ...fix, at: new Date(fix.at) }));
      return recordPositions(work, liveFeed, {
        deviceId: principal.id,
        operatorId: principal.operatorId,
        itineraryId: body.itineraryId,
        fixes,
      });
    }),
  );

  door.serve(operatorEndpoints.upload, async ({ params, bytes, principal }) => {
    const { organisationId } = principal;
    const known = await database.read(organisationId, (work) => findFile(work, params.fileId));
    if (known !== null) {
      bytes.resume();
      return { fileId: params.fileId, bytes: known.bytes };
    }
    const kept = await keepFile(platform, organisationId, await buffer(bytes));
    await database.transact({ organisationId, actor: { kind: 'device', id: principal.id } }, (work) =>
      kept.describe(work, { id: params.fileId, kind: 'proof' }),
    );
    return { fileId: params.fileId, bytes: kept.bytes };
  });
  const proofOf = ({ organisationId }: DevicePrincipal): UploadKind => ({
    purpose: 'proof',
    mostBytes: UPLOAD_BYTES.proof,
    async finish({ id }, bytes) {
      const kept = await keepFile(platform, organisationId, bytes);
      return { storageKey: kept.storageKey, write: (work) => kept.describe(work, { id, kind: 'proof' }) };
    },
  });
  serveUploads(door, platform, operatorEndpoints, proofOf, async () => ({ subjectId: null, name: null }));
}
