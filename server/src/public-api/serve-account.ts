import { accountEndpoints, accountLinkEndpoints } from '@roundsman/api-contract';
import {
  askEmailChange,
  askPasswordAgain,
  asMember,
  beginSecondFactor,
  changePassword,
  confirmEmailChange,
  confirmSecondFactor,
  type DeskPrincipal,
  endOwnSession,
  endSessionsOf,
  getOrganisation,
  listSessions,
  type MemberSignIn,
  memberRow,
  openEmailChanges,
  openLink,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  takeBackEmailChange,
  undoEmailChange,
  useLink,
} from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Seal } from '../platform/seal/index.ts';
import { isByHand, presentEmailChange } from './serve-members.ts';

/** A member's own account, and the links that open one. */
export function serveAccount(
  door: OpenDoor<DeskPrincipal>,
  { config, database, log }: Platform,
  signIn: MemberSignIn,
  seal: Seal,
): void {
  const askAgain = (principal: DeskPrincipal, password: string | undefined, address: string) =>
    askPasswordAgain(database, signIn.tries, asMember(principal), password, address);

  door.serve(accountEndpoints.get, ({ principal, read }) => {
    const { id, name, email } = asMember(principal);
    return read(async (work) => ({
      name,
      email,
      hasPassword: (await memberRow(work, id)).passwordHash !== null,
      secondFactor: await secondFactorOf(work, id),
      emailChange: presentEmailChange((await openEmailChanges(work, id)).get(id) ?? null),
    }));
  });
  door.serve(accountEndpoints.askEmailChange, async ({ body, principal, fastify, unitOfWork }) => {
    const member = asMember(principal);
    await askAgain(principal, body.password, fastify.ip);
    await unitOfWork(async (work) => askEmailChange(work, member, body.newEmail, await isByHand(work, config)));
    return undefined;
  });
  door.serve(accountEndpoints.dropEmailChange, async ({ principal, unitOfWork }) => {
    const { id } = asMember(principal);
    await unitOfWork((work) => takeBackEmailChange(work, id));
    return undefined;
  });
  door.serve(accountEndpoints.changePassword, async ({ body, principal, fastify }) => {
    await askAgain(principal, body.password, fastify.ip);
    await changePassword(database, asMember(principal), body.newPassword);
    return undefined;
  });
  door.serve(accountEndpoints.sessions, ({ principal, read }) => {
    const member = asMember(principal);
    return read(async (work) => ({
      rows: (await listSessions(work.db, member.id, work.recordedAt)).map((row) => ({
        id: row.id,
        current: row.id === member.sessionId,
        userAgent: row.userAgent,
        signedInBy: row.signedInBy,
        signedInAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      })),
    }));
  });
  door.serve(accountEndpoints.endSession, async ({ params, principal, unitOfWork }) => {
    const member = asMember(principal);
    await unitOfWork((work) => endOwnSession(work, member, params.sessionId));
    return undefined;
  });
  door.serve(accountEndpoints.endOtherSessions, async ({ principal, unitOfWork }) => {
    const { id, sessionId } = asMember(principal);
    await unitOfWork(async (work) => {
      await endSessionsOf(work, 'member', id, sessionId);
      work.emit({ type: 'member.signed_out', subject: { kind: 'member', id } });
    });
    return undefined;
  });
  serveSecondFactor(door, seal, askAgain);

  door.serve(accountLinkEndpoints.askForReset, async ({ body, fastify, id }) => {
    await signIn.tries.take(`reset ${body.email.trim().toLowerCase()}`, fastify.ip);
    // Not waited for: the answer's time would tell whether anybody has this e-mail.
    void signIn
      .sendReset(body.email)
      .catch((error: unknown) => log.error({ err: error, requestId: id }, 'a link for a new password was not sent'));
    return undefined;
  });
  door.serve(accountLinkEndpoints.open, ({ body }) => openLink(database, body.token));
  door.serve(accountLinkEndpoints.use, async ({ body, fastify }) => {
    await useLink(database, body.token, body.newPassword, fastify.ip);
    return undefined;
  });
  door.serve(accountLinkEndpoints.confirmEmail, async ({ body, fastify }) => {
    await confirmEmailChange(database, body.token, fastify.ip);
    return undefined;
  });
  door.serve(accountLinkEndpoints.undoEmail, async ({ body, fastify }) => ({
    passwordLinkSent: await undoEmailChange(database, body.token, fastify.ip),
  }));
}

function serveSecondFactor(
  door: OpenDoor<DeskPrincipal>,
  seal: Seal,
  askAgain: (principal: DeskPrincipal, password: string | undefined, address: string) => Promise<void>,
): void {
  door.serve(accountEndpoints.beginSecondFactor, async ({ body, principal, fastify, unitOfWork }) => {
    await askAgain(principal, body.password, fastify.ip);
    return unitOfWork(async (work) =>
      beginSecondFactor(work, seal, principal.id, `Roundsman ${(await getOrganisation(work)).name}`),
    );
  });
  door.serve(accountEndpoints.confirmSecondFactor, ({ body, principal, unitOfWork }) => {
    const { id } = asMember(principal);
    return unitOfWork(async (work) => ({
      recoveryCodes: await confirmSecondFactor(work, seal, await memberRow(work, id), body.code),
    }));
  });
  door.serve(accountEndpoints.renewRecoveryCodes, async ({ body, principal, fastify, unitOfWork }) => {
    await askAgain(principal, body.password, fastify.ip);
    return unitOfWork(async (work) => ({ recoveryCodes: await renewRecoveryCodes(work, principal.id) }));
  });
  door.serve(accountEndpoints.removeSecondFactor, async ({ body, principal, fastify, unitOfWork }) => {
    await askAgain(principal, body.password, fastify.ip);
    await unitOfWork((work) => removeSecondFactor(work, principal.id));
    return undefined;
  });
}
