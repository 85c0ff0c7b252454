import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { newId, Problem, type Tx } from '../../platform/index.ts';
import { accessTokens, refreshSessions, type SIGN_IN_WAYS } from './schema.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const ACCESS_SECONDS = 10 * 60;
const REFRESH_DAYS = { member: 14, device: 90 } as const;
/** Two tabs, or a lost answer, may show the replaced token once more within this time; later it counts as stolen. */
const GRACE_SECONDS = 60;

export type SignInWay = (typeof SIGN_IN_WAYS)[number];
export type SessionKind = (typeof refreshSessions.$inferSelect)['kind'];

export interface IssuedSession {
  readonly sessionId: string;
  readonly principalId: string;
  readonly accessToken: string;
  readonly accessExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
  /** None for devices. */
  readonly signedInBy: SignInWay | null;
}

interface Moment {
  readonly organisationId: string;
  readonly shortId: string;
  readonly db: Tx;
  readonly recordedAt: Date;
}

const after = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000);
const refreshSecret = { member: 'refresh', device: 'device_renewal' } as const;

/** A signed-in browser or paired device: a long refresh secret and the first ten-minute token. */
export async function openSession(
  moment: Moment,
  kind: SessionKind,
  principalId: string,
  userAgent: string | null,
  signedInBy: SignInWay | null = null,
): Promise<IssuedSession> {
  return begin(moment, kind, principalId, userAgent, REFRESH_DAYS[kind] * 86_400, signedInBy);
}

/** One that ends with its first token. */
export async function openPassingSession(
  moment: Moment,
  kind: SessionKind,
  principalId: string,
  userAgent: string | null,
): Promise<IssuedSession> {
  return begin(moment, kind, principalId, userAgent, ACCESS_SECONDS, null);
}

async function begin(
  moment: Moment,
  kind: SessionKind,
  principalId: string,
  userAgent: string | null,
  seconds: number,
  signedInBy: SignInWay | null,
): Promise<IssuedSession> {
  const refreshToken = newSecret(refreshSecret[kind], moment.shortId);
  const refreshExpiresAt = after(moment.recordedAt, seconds);
  const sessionId = newId();
  await moment.db.insert(refreshSessions).values({
    organisationId: moment.organisationId,
    id: sessionId,
    kind,
    principalId,
    refreshHash: hashSecret(refreshToken),
    userAgent: userAgent?.slice(0, 300) ?? null,
    signedInBy,
    createdAt: moment.recordedAt,
    lastUsedAt: moment.recordedAt,
    expiresAt: refreshExpiresAt,
  });
  const access = await issueAccess(moment, sessionId, kind, principalId);
  return { sessionId, principalId, refreshToken, refreshExpiresAt, signedInBy, ...access };
}

/**
 * Exchanges a refresh secret for a new one and a fresh token. The one before stays good for a minute, since its answer
 * may have been lost; shown later than that it was copied, and the whole session ends. Null when the session is over:
 * a value, since a throw would roll the ending back.
 */
export async function renewSession(
  moment: Moment,
  kind: SessionKind,
  refreshToken: string,
): Promise<IssuedSession | null> {
  const hash = hashSecret(refreshToken);
  const current = await findLive(moment, kind, eq(refreshSessions.refreshHash, hash));
  const session = current ?? (await findLive(moment, kind, eq(refreshSessions.previousHash, hash)));
  if (!session) return null;
  const late = !current && session.replacedAt !== null && after(session.replacedAt, GRACE_SECONDS) < moment.recordedAt;
  // A device may be offline between two answers for days, so its last secret but one is not taken for theft.
  if (late && kind === 'member') {
    await endSession(moment, session.id);
    return null;
  }
  const next = newSecret(refreshSecret[kind], moment.shortId);
  const refreshExpiresAt = after(moment.recordedAt, REFRESH_DAYS[kind] * 86_400);
  await moment.db
    .update(refreshSessions)
    .set({
      refreshHash: hashSecret(next),
      previousHash: hash,
      replacedAt: moment.recordedAt,
      lastUsedAt: moment.recordedAt,
      expiresAt: refreshExpiresAt,
    })
    .where(eq(refreshSessions.id, session.id));
  const access = await issueAccess(moment, session.id, kind, session.principalId);
  const { id: sessionId, principalId, signedInBy } = session;
  return { sessionId, principalId, refreshToken: next, refreshExpiresAt, signedInBy, ...access };
}

/** Ends a session: its tokens are refused from the next request on. */
export async function endSession(moment: Pick<Moment, 'db' | 'recordedAt'>, sessionId: string): Promise<void> {
  await moment.db
    .update(refreshSessions)
    .set({ revokedAt: moment.recordedAt })
    .where(eq(refreshSessions.id, sessionId));
  await moment.db.delete(accessTokens).where(eq(accessTokens.sessionId, sessionId));
}

/** Ends every session of a member or device, but the one named. */
export async function endSessionsOf(
  moment: Pick<Moment, 'db' | 'recordedAt'>,
  kind: SessionKind,
  principalId: string,
  butSessionId?: string,
): Promise<void> {
  const sessions = await moment.db
    .select({ id: refreshSessions.id })
    .from(refreshSessions)
    .where(
      and(
        eq(refreshSessions.kind, kind),
        eq(refreshSessions.principalId, principalId),
        isNull(refreshSessions.revokedAt),
      ),
    );
  for (const { id } of sessions) if (id !== butSessionId) await endSession(moment, id);
}

/** The member's browsers that are signed in, the last used first. */
export async function listSessions(db: Tx, memberId: string, at: Date) {
  return db
    .select()
    .from(refreshSessions)
    .where(
      and(
        eq(refreshSessions.kind, 'member'),
        eq(refreshSessions.principalId, memberId),
        isNull(refreshSessions.revokedAt),
        gt(refreshSessions.expiresAt, at),
      ),
    )
    .orderBy(desc(refreshSessions.lastUsedAt));
}

/** Of statements that are kept: the token is one of this kind, and not over. Its values are `tokenValues`. */
export const isGoodToken = (kind: SessionKind) =>
  and(
    eq(accessTokens.organisationId, sql.placeholder('organisationId')),
    eq(accessTokens.tokenHash, sql.placeholder('hash')),
    gt(accessTokens.expiresAt, sql.placeholder('at')),
    eq(accessTokens.kind, kind),
  );

export const tokenValues = (organisationId: string, token: string, at: Date) => ({
  organisationId,
  hash: hashSecret(token),
  at: at.toISOString(),
});

export async function findSessionId(db: Tx, refreshToken: string): Promise<string | null> {
  const [row] = await db
    .select({ id: refreshSessions.id })
    .from(refreshSessions)
    .where(eq(refreshSessions.refreshHash, hashSecret(refreshToken)));
  return row?.id ?? null;
}

async function findLive(moment: Moment, kind: SessionKind, matches: ReturnType<typeof eq>) {
  const [row] = await moment.db
    .select()
    .from(refreshSessions)
    .where(
      and(
        matches,
        eq(refreshSessions.kind, kind),
        isNull(refreshSessions.revokedAt),
        gt(refreshSessions.expiresAt, moment.recordedAt),
      ),
    )
    .for('update');
  return row;
}

async function issueAccess(moment: Moment, sessionId: string, kind: SessionKind, principalId: string) {
  const accessToken = newSecret('access', moment.shortId);
  const accessExpiresAt = after(moment.recordedAt, ACCESS_SECONDS);
  await moment.db.insert(accessTokens).values({
    organisationId: moment.organisationId,
    tokenHash: hashSecret(accessToken),
    sessionId,
    kind,
    principalId,
    createdAt: moment.recordedAt,
    expiresAt: accessExpiresAt,
  });
  return { accessToken, accessExpiresAt };
}

export function sessionOver(): Problem {
  return new Problem({ status: 401, code: 'session_over', title: 'This session is over', remedy: 'Sign in again.' });
}
