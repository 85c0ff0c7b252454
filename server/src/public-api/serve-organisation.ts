import {
  type Clock,
  type Organisation,
  organisationEndpoints,
  PERMISSIONS,
  policyEndpoints,
} from '@roundsman/api-contract';
import { serviceDateAt } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import {
  type ApiKeyRow,
  advanceSandboxClock,
  type ClockState,
  changeOrganisation,
  changePolicies,
  createApiKey,
  type DeskPrincipal,
  getOrganisation,
  incidentTokenFor,
  listBranches,
  pageOfApiKeys,
  readClock,
  readPolicies,
  revokeApiKey,
  rotateApiKey,
  setSandboxClock,
} from '../modules/accounts/index.ts';
import { originalOf } from '../modules/sandboxes/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from '../platform/index.ts';

export function serveOrganisation(door: OpenDoor<DeskPrincipal>, platform: Platform, roads: Roads): void {
  const { config, database } = platform;

  /** Read in a unit of its own, before: one that waits for a second connection can block all. */
  const twinOf = async (organisationId: string) =>
    originalOf(database, await database.read(organisationId, getOrganisation));
  const answer = async (work: ReadWork, original: Organisation['twinOf']): Promise<Organisation> => {
    const organisation = await getOrganisation(work);
    const [west, south, east, north] = roads.extract.bounds;
    const real = organisation.kind === 'live';
    return {
      id: organisation.id,
      shortId: organisation.shortId,
      name: organisation.name,
      kind: organisation.kind,
      twinOf: original,
      currency: organisation.currency,
      locale: organisation.locale,
      zone: organisation.timeZone,
      branches: (await listBranches(work)).map(({ id, name, timeZone }) => ({ id, name, zone: timeZone })),
      clock: await presentClock(work),
      services: {
        roads: roads.provider.label,
        email: real && (config.smtpUrl ?? config.emailProviders) !== null ? 'smtp' : 'outbox',
        sms: real && (config.smppUrl ?? config.smsProviders) !== null ? 'smpp' : 'outbox',
      },
      map: {
        styleUrl: config.mapStyleUrl ?? '/map/style.json?theme=light',
        darkStyleUrl: config.mapStyleUrl ?? '/map/style.json?theme=dark',
        attribution: roads.extract.attribution,
        bounds: { southWest: { lon: west, lat: south }, northEast: { lon: east, lat: north } },
      },
      edgeUrl: config.edgeUrl,
    };
  };
  door.serve(organisationEndpoints.get, async ({ read, principal }) => {
    const original = await twinOf(principal.organisationId);
    return read((work) => answer(work, original));
  });
  door.serve(organisationEndpoints.update, async ({ body, unitOfWork, principal }) => {
    const original = await twinOf(principal.organisationId);
    return unitOfWork(async (work) => {
      await changeOrganisation(work, body);
      return answer(work, original);
    });
  });

  door.serve(policyEndpoints.get, ({ read }) => read(readPolicies));
  door.serve(policyEndpoints.change, ({ body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, 'policies', () => readPolicies(work));
      return changePolicies(work, body);
    }),
  );

  const tellClock = (organisationId: string, { businessNow, speed, advancingTo }: Clock) =>
    platform.liveFeed.publish(organisationId, {
      topic: 'clock',
      key: 'clock',
      value: { businessNow, speed, advancingTo: advancingTo ?? null },
    });
  door.serve(organisationEndpoints.setClock, async ({ body, unitOfWork, principal }) => {
    const answer = await unitOfWork(async (work) =>
      asClock(
        work,
        await setSandboxClock(work, {
          businessNow: body.businessNow ? new Date(body.businessNow) : undefined,
          forwardSeconds: body.forwardSeconds,
          speed: body.speed,
        }),
      ),
    );
    tellClock(principal.organisationId, answer);
    return answer;
  });
  door.serve(organisationEndpoints.advanceClock, async ({ body, unitOfWork, principal }) => {
    const answer = await unitOfWork(async (work) =>
      asClock(
        work,
        await advanceSandboxClock(work, { to: body.to ? new Date(body.to) : undefined, seconds: body.seconds }),
      ),
    );
    tellClock(principal.organisationId, answer);
    return answer;
  });

  door.serve(organisationEndpoints.me, async ({ principal }) => ({
    kind: principal.kind,
    id: principal.id,
    name: principal.name,
    merchantId: principal.merchantId,
    permissions: [...principal.permissions],
  }));

  door.serve(organisationEndpoints.listApiKeys, ({ query, read }) =>
    read(async (work) => {
      const { rows, next } = await pageOfApiKeys(work, query);
      return { rows: rows.map(presentKey), next };
    }),
  );

  door.serve(organisationEndpoints.createApiKey, ({ body, principal, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { key, secret } = await createApiKey(work, principal, {
        name: body.name,
        scopes: body.scopes,
        expiresAt: body.expiresAt ? new Date(body.expiresAt) : null,
      });
      return { ...presentKey(key), secret };
    }),
  );

  door.serve(organisationEndpoints.rotateApiKey, ({ body, params, principal, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { key, secret } = await rotateApiKey(work, principal, params.apiKeyId, body.overlapHours);
      return { ...presentKey(key), secret };
    }),
  );

  door.serve(organisationEndpoints.revokeApiKey, async ({ params, unitOfWork }) => {
    await unitOfWork((work) => revokeApiKey(work, params.apiKeyId));
    return undefined;
  });

  door.serve(organisationEndpoints.incidentToken, async ({ principal }) => {
    if (config.edgeUrl === null)
      throw new Problem({
        status: 409,
        code: 'no_edge',
        title: 'This platform knows of no edge program',
        remedy: 'Set EDGE_URL.',
      });
    if (principal.kind !== 'member')
      throw new Problem({ status: 403, code: 'members_only', title: 'Only people publish incidents' });
    return { ...(await incidentTokenFor(platform, principal)), edgeUrl: config.edgeUrl };
  });
}

export const presentClock = async (work: ReadWork) => asClock(work, await readClock(work));

async function asClock(work: ReadWork, { businessNow, speed, advancingTo }: ClockState): Promise<Clock> {
  return {
    businessNow: businessNow.toISOString(),
    businessDate: await businessDate(work, businessNow),
    speed,
    advancingTo: advancingTo?.toISOString() ?? null,
  };
}

async function businessDate(work: ReadWork, at: Date): Promise<string> {
  const [branch] = await listBranches(work);
  return serviceDateAt(at, branch?.timeZone ?? 'UTC');
}

export function presentKey(row: ApiKeyRow) {
  return {
    id: row.id,
    name: row.name,
    scopes: PERMISSIONS.filter((permission) => row.permissions.includes(permission)),
    prefix: row.prefix,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    replacesId: row.replacesId,
  };
}
