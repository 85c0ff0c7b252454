import { organisationEndpoints, PERMISSIONS } from '@roundsman/api-contract';
import { serviceDateAt } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import {
  type ApiKeyRow,
  createApiKey,
  type DeskPrincipal,
  getOrganisation,
  incidentTokenFor,
  listApiKeys,
  listBranches,
  readClock,
  revokeApiKey,
  rotateApiKey,
  setSandboxClock,
} from '../modules/accounts/index.ts';
import { businessTime } from '../platform/clock/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from '../platform/index.ts';

export function serveOrganisation(door: OpenDoor<DeskPrincipal>, platform: Platform, roads: Roads): void {
  const { config } = platform;

  door.serve(organisationEndpoints.get, ({ read }) =>
    read(async (work) => {
      const organisation = await getOrganisation(work);
      const [west, south, east, north] = roads.extract.bounds;
      const real = organisation.kind === 'live';
      return {
        id: organisation.id,
        shortId: organisation.shortId,
        name: organisation.name,
        kind: organisation.kind,
        currency: organisation.currency,
        locale: organisation.locale,
        branches: (await listBranches(work)).map(({ id, name, timeZone }) => ({ id, name, zone: timeZone })),
        clock: await presentClock(work),
        services: {
          roads: roads.provider.label,
          email: real && (config.smtpUrl ?? config.emailProviders) !== null ? ('smtp' as const) : ('outbox' as const),
          sms: real && (config.smppUrl ?? config.smsProviders) !== null ? ('smpp' as const) : ('outbox' as const),
        },
        map: {
          styleUrl: config.mapStyleUrl ?? '/map/style.json?theme=light',
          darkStyleUrl: config.mapStyleUrl ?? '/map/style.json?theme=dark',
          attribution: roads.extract.attribution,
          bounds: { southWest: { lon: west, lat: south }, northEast: { lon: east, lat: north } },
        },
        edgeUrl: config.edgeUrl,
      };
    }),
  );

  door.serve(organisationEndpoints.setClock, async ({ body, unitOfWork, principal }) => {
    const answer = await unitOfWork(async (work) => {
      const clock = await setSandboxClock(work, {
        businessNow: body.businessNow ? new Date(body.businessNow) : undefined,
        speed: body.speed,
      });
      const businessNow = businessTime(clock, work.recordedAt);
      return {
        businessNow: businessNow.toISOString(),
        businessDate: await businessDate(work, businessNow),
        speed: clock.speed,
      };
    });
    const { businessNow, speed } = answer;
    platform.liveFeed.publish(principal.organisationId, {
      topic: 'clock',
      key: 'clock',
      value: { businessNow, speed },
    });
    return answer;
  });

  door.serve(organisationEndpoints.me, async ({ principal }) => ({
    kind: principal.kind,
    id: principal.id,
    name: principal.name,
    merchantId: principal.merchantId,
    permissions: [...principal.permissions],
  }));

  door.serve(organisationEndpoints.listApiKeys, ({ read }) =>
    read(async (work) => ({ rows: (await listApiKeys(work)).map(presentKey) })),
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

export async function presentClock(work: ReadWork) {
  const { businessNow, speed } = await readClock(work);
  return { businessNow: businessNow.toISOString(), businessDate: await businessDate(work, businessNow), speed };
}

async function businessDate(work: ReadWork, at: Date): Promise<string> {
  const [branch] = await listBranches(work);
  return serviceDateAt(at, branch?.timeZone ?? 'UTC');
}

function presentKey(row: ApiKeyRow) {
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
