import { and, eq, isNull } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import type { Database, ReadWork, Work } from '../../platform/index.ts';
import {
  findAccess,
  type IssuedSession,
  organisationByShortId,
  readSecret,
  renewSession,
  sessionOver,
} from '../accounts/index.ts';
import { devices, operators } from './schema.ts';

/** A paired device and the operator whose hands it is in. */
export interface DevicePrincipal {
  readonly kind: 'device';
  readonly id: string;
  readonly organisationId: string;
  readonly operatorId: string;
  readonly name: string;
}

/** Whom a bearer token of the Operator API speaks for, or null. */
export async function authenticateDevice(
  database: Database,
  clock: RealClock,
  bearer: string,
): Promise<DevicePrincipal | null> {
  const named = readSecret(bearer);
  const organisationId =
    named?.kind === 'access' ? await organisationByShortId(database, named.organisationShortId) : null;
  if (!organisationId) return null;
  return database.read(organisationId, async (work) => {
    const access = await findAccess(work.db, bearer, clock.now());
    return access?.kind === 'device' ? principalOfDevice(work, access.principalId) : null;
  });
}

export interface RenewedDevice {
  readonly session: IssuedSession;
  readonly device: DevicePrincipal;
}

/** A fresh token for a device's renewal key. Problem 401 `session_over`. */
export async function renewDevice(database: Database, renewalKey: string): Promise<RenewedDevice> {
  const named = readSecret(renewalKey);
  const organisationId =
    named?.kind === 'device_renewal' ? await organisationByShortId(database, named.organisationShortId) : null;
  if (!named || !organisationId) throw sessionOver();
  const renewed = await database.transact(
    { organisationId, actor: { kind: 'system', id: null } },
    async (work: Work) => {
      const moment = { organisationId, shortId: named.organisationShortId, db: work.db, recordedAt: work.recordedAt };
      const session = await renewSession(moment, 'device', renewalKey);
      const device = session && (await principalOfDevice(work, session.principalId));
      if (!session || !device) return null;
      await work.db.update(devices).set({ lastSeenAt: work.recordedAt }).where(eq(devices.id, device.id));
      return { session, device };
    },
  );
  if (!renewed) throw sessionOver();
  return renewed;
}

async function principalOfDevice(work: ReadWork, deviceId: string): Promise<DevicePrincipal | null> {
  const [row] = await work.db
    .select({ operatorId: devices.operatorId, name: operators.name })
    .from(devices)
    .innerJoin(operators, eq(operators.id, devices.operatorId))
    .where(and(eq(devices.id, deviceId), isNull(devices.revokedAt), isNull(operators.leftAt)));
  return row
    ? { kind: 'device', id: deviceId, organisationId: work.organisationId, operatorId: row.operatorId, name: row.name }
    : null;
}
