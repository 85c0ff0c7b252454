import { createHash, randomInt } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { type Database, newId, Problem, type Work } from '../../platform/index.ts';
import {
  endSessionsOf,
  getOrganisation,
  type IssuedSession,
  openSession,
  organisationByShortId,
} from '../accounts/index.ts';
import { getOperator } from './operators.ts';
import { devices, operators, pairingCodes } from './schema.ts';

/** Letters and digits that nobody mistakes for one another, read aloud or typed with gloves. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;
const CODE_MINUTES = 60;

const hashCode = (code: string) => createHash('sha256').update(code).digest('base64url');

/**
 * A short code that pairs one device with one operator within the hour: `SHORTID-7K2M9Q`, the first part leading to the
 * organisation. A new code ends the operator's unused ones.
 */
export async function createPairingCode(work: Work, operatorId: string): Promise<{ code: string; expiresAt: Date }> {
  const operator = await getOperator(work, operatorId);
  if (!operator.active)
    throw new Problem({ status: 409, code: 'operator_left', title: `${operator.name} no longer works here` });
  const { shortId } = await getOrganisation(work);
  await work.db
    .update(pairingCodes)
    .set({ revokedAt: work.recordedAt })
    .where(and(eq(pairingCodes.operatorId, operatorId), isNull(pairingCodes.usedAt), isNull(pairingCodes.revokedAt)));
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const expiresAt = new Date(work.recordedAt.getTime() + CODE_MINUTES * 60_000);
  await work.db.insert(pairingCodes).values({
    organisationId: work.organisationId,
    id: newId(),
    operatorId,
    codeHash: hashCode(letters),
    createdById: work.actor.id,
    createdAt: work.recordedAt,
    expiresAt,
  });
  return { code: `${shortId.toUpperCase()}-${letters}`, expiresAt };
}

/** The organisation a typed code leads to; case, blanks and a missing dash are forgiven. Problem 404 `pairing_code_unknown`. */
export async function readPairingCode(
  database: Database,
  typed: string,
): Promise<{ organisationId: string; letters: string }> {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const letters = plain.slice(-CODE_LENGTH);
  const shortId = plain.slice(0, -CODE_LENGTH).toLowerCase();
  const organisationId = shortId ? await organisationByShortId(database, shortId) : null;
  if (!organisationId) throw unknownCode();
  return { organisationId, letters };
}

export interface PairedDevice {
  readonly deviceId: string;
  readonly operator: { readonly id: string; readonly name: string };
  readonly session: IssuedSession;
}

/** Uses a code up and signs the device in. Problems: 404 `pairing_code_unknown`, 410 `pairing_code_expired`. */
export async function pairDevice(
  work: Work,
  input: { letters: string; deviceName: string; userAgent: string | null },
): Promise<PairedDevice> {
  const [code] = await work.db
    .select()
    .from(pairingCodes)
    .where(eq(pairingCodes.codeHash, hashCode(input.letters)))
    .for('update');
  if (!code) throw unknownCode();
  if (code.usedAt || code.revokedAt || code.expiresAt <= work.recordedAt) {
    throw new Problem({
      status: 410,
      code: 'pairing_code_expired',
      title: 'This code is used up or too old',
      remedy: 'Ask the dispatcher for a new one.',
    });
  }
  const [operator] = await work.db
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(eq(operators.id, code.operatorId));
  const { shortId } = await getOrganisation(work);
  const deviceId = newId();
  const { organisationId, recordedAt } = work;
  await work.db.insert(devices).values({
    organisationId,
    id: deviceId,
    operatorId: code.operatorId,
    name: input.deviceName,
    userAgent: input.userAgent,
    pairedAt: recordedAt,
  });
  await work.db.update(pairingCodes).set({ usedAt: recordedAt, deviceId }).where(eq(pairingCodes.id, code.id));
  const session = await openSession(
    { organisationId, shortId, db: work.db, recordedAt },
    'device',
    deviceId,
    input.userAgent,
  );
  work.emit({ type: 'operator.paired', subject: { kind: 'operator', id: code.operatorId }, data: { deviceId } });
  return { deviceId, operator: operator!, session };
}

/** Unpairs: the device's tokens end at once. Problem 404 `device_unknown`. */
export async function revokeDevice(work: Work, deviceId: string): Promise<void> {
  const [revoked] = await work.db
    .update(devices)
    .set({ revokedAt: work.recordedAt })
    .where(and(eq(devices.id, deviceId), isNull(devices.revokedAt)))
    .returning({ operatorId: devices.operatorId });
  if (!revoked) throw new Problem({ status: 404, code: 'device_unknown', title: 'There is no such device' });
  await endSessionsOf(work, 'device', deviceId);
  work.emit({
    type: 'device.revoked',
    subject: { kind: 'device', id: deviceId },
    data: { operatorId: revoked.operatorId },
  });
}

function unknownCode(): Problem {
  return new Problem({
    status: 404,
    code: 'pairing_code_unknown',
    title: 'This code is not known',
    remedy: 'Check it letter by letter, or ask the dispatcher for a new one.',
  });
}
