import { Readable } from 'node:stream';
import { type Sandbox, sandboxEndpoints } from '@roundsman/api-contract';
import { createApiKey, type DeskPrincipal } from '../modules/accounts/index.ts';
import {
  MOST_PHOTO_BYTES,
  makeSandbox,
  nameOfTwin,
  openTwin,
  readSimulation,
  readTwin,
  resetSandbox,
  type SandboxRow,
  simulatedPhoto,
  startSimulation,
  stopSimulation,
  type TwinName,
  visitSandbox,
} from '../modules/sandboxes/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';
import { presentClock, presentKey } from './serve-organisation.ts';
import { presentSession } from './serve-session.ts';

export function serveSandbox(door: OpenDoor<DeskPrincipal>, platform: Platform): void {
  const { database } = platform;

  door.serve(sandboxEndpoints.get, async ({ principal }) => {
    const { live, sandbox } = await readTwin(database, principal.organisationId);
    const isThere = sandbox !== null && sandbox.readyAt !== null;
    return present(live, sandbox, isThere ? await database.read(sandbox.twinId, presentClock) : null);
  });
  door.serve(sandboxEndpoints.make, async ({ principal, unitOfWork }) => {
    const { live } = await readTwin(database, principal.organisationId);
    return unitOfWork(async (work) => present(live, await makeSandbox(work), null));
  });
  door.serve(sandboxEndpoints.reset, async ({ principal, unitOfWork }) => {
    const twin = await readTwin(database, principal.organisationId);
    return unitOfWork(async (work) => present(twin.live, await resetSandbox(work, twin), null));
  });
  door.serve(sandboxEndpoints.enter, async ({ principal, fastify }) =>
    presentSession(await visitSandbox(database, principal, fastify.headers['user-agent'] ?? null)),
  );
  door.serve(sandboxEndpoints.createApiKey, async ({ body, principal, unitOfWork }) => {
    const { twinId } = openTwin(await readTwin(database, principal.organisationId));
    const scope = { organisationId: twinId, actor: { kind: principal.kind, id: principal.id } };
    // The key is the sandbox's; that it was made, and its answer, stand with whoever made it.
    return unitOfWork(() =>
      database.transact(scope, async (work) => {
        const { key, secret } = await createApiKey(work, outsider(principal), {
          name: body.name,
          scopes: body.scopes,
          expiresAt: body.expiresAt ? new Date(body.expiresAt) : null,
        });
        return { ...presentKey(key), secret };
      }),
    );
  });

  door.serve(sandboxEndpoints.crews, ({ read }) => read(readSimulation));
  door.serve(sandboxEndpoints.startCrews, async ({ body, principal, unitOfWork }) => {
    const photo = await platform.files.put(principal.organisationId, Readable.from([await simulatedPhoto()]), {
      maxBytes: MOST_PHOTO_BYTES,
    });
    return unitOfWork((work) => startSimulation(work, body, photo));
  });
  door.serve(sandboxEndpoints.stopCrews, async ({ unitOfWork }) => {
    await unitOfWork(stopSimulation);
    return undefined;
  });
}

/** Members of the organisation are not among the sandbox's own: its keys name no maker of theirs. */
const outsider = (principal: DeskPrincipal): DeskPrincipal => ({ ...principal, kind: 'api_key' });

function present(live: TwinName, sandbox: SandboxRow | null, clock: Sandbox['clock']): Sandbox {
  const of = { id: live.id, name: live.name };
  if (sandbox === null)
    return { state: 'none', organisation: null, of, askedAt: null, readyAt: null, failure: null, clock };
  const { twinId, twinShortId, state, askedAt, readyAt, failure } = sandbox;
  return {
    state,
    organisation: { id: twinId, shortId: twinShortId, name: nameOfTwin(live.name) },
    of,
    askedAt: askedAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
    failure,
    clock,
  };
}
