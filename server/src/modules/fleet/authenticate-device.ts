import { and, eq, isNull } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { keepStatement } from '../../platform/database/index.ts';
import type { Database, ReadWork, Tx, Work } from '../../platform/index.ts';
import {
  type IssuedSession,
  isGoodToken,
  organisationByShortId,
  readSecret,
  renewSession,
  sessionOver,
  tokenValues,
} from '../accounts/index.ts';
import { accessTokens } from '../accounts/schema.ts';
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
  const [row] = await database.lookUp((db) => deviceByToken(db, tokenValues(organisationId, bearer, clock.now())));
  return row ? { kind: 'device', organisationId, ...row } : null;
}

const deviceByToken = keepStatement('device_by_token', (db) =>
  selectDevice(db)
    .innerJoin(
      accessTokens,
      and(eq(accessTokens.organisationId, devices.organisationId), eq(accessTokens.principalId, devices.id)),
    )
    .where(and(isGoodToken('device'), isInUse)),
);

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
  const { organisationId } = work;
  const [row] = await selectDevice(work.db).where(and(eq(devices.id, deviceId), isInUse));
  return row ? { kind: 'device', organisationId, ...row } : null;
}

const isInUse = and(isNull(devices.revokedAt), isNull(operators.leftAt));
const selectDevice = (db: Tx) =>
  db
    .select({ id: devices.id, operatorId: devices.operatorId, name: operators.name })
    .from(devices)
    .innerJoin(
      operators,
      and(eq(operators.organisationId, devices.organisationId), eq(operators.id, devices.operatorId)),
    );
