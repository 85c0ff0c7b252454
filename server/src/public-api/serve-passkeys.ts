import { passkeyEndpoints } from '@roundsman/api-contract';
import {
  addPasskey,
  askPasswordAgain,
  asMember,
  beginPasskey,
  type DeskPrincipal,
  listPasskeys,
  type MemberSignIn,
  memberRow,
  type PasskeyRow,
  type RelyingParty,
  removePasskey,
  renamePasskey,
  requirePasskey,
  requireRelyingParty,
  setPasskeyAfterPassword,
} from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

/** A member's own passkeys. `party` is null where passkeys cannot be. */
export function servePasskeys(
  door: OpenDoor<DeskPrincipal>,
  { database }: Platform,
  signIn: MemberSignIn,
  party: RelyingParty | null,
): void {
  const askAgain = (principal: DeskPrincipal, password: string | undefined, address: string) =>
    askPasswordAgain(database, signIn.tries, asMember(principal), password, address);

  door.serve(passkeyEndpoints.list, ({ principal, read }) => {
    const { id } = asMember(principal);
    return read(async (work) => ({
      rows: (await listPasskeys(work, id)).map(present),
      domain: party?.domain ?? null,
      origins: [...(party?.origins ?? [])],
      afterPassword: (await memberRow(work, id)).passkeyAfterPasswordAt !== null,
    }));
  });
  door.serve(passkeyEndpoints.begin, async ({ body, principal, fastify, unitOfWork }) => {
    const member = asMember(principal);
    const usable = requireRelyingParty(party);
    await askAgain(principal, body.password, fastify.ip);
    return unitOfWork((work) => beginPasskey(work, usable, member));
  });
  door.serve(passkeyEndpoints.add, ({ body, principal, unitOfWork }) => {
    const { id } = asMember(principal);
    const usable = requireRelyingParty(party);
    return unitOfWork(async (work) => present(await addPasskey(work, usable, id, body.name, body.credential)));
  });
  door.serve(passkeyEndpoints.rename, ({ params, body, principal, unitOfWork }) => {
    const { id } = asMember(principal);
    return unitOfWork(async (work) => present(await renamePasskey(work, id, params.passkeyId, body.name)));
  });
  door.serve(passkeyEndpoints.remove, async ({ params, body, principal, fastify, read, unitOfWork }) => {
    // What is not there is said before the password counts as a try.
    await read((work) => requirePasskey(work, asMember(principal).id, params.passkeyId));
    await askAgain(principal, body.password, fastify.ip);
    await unitOfWork((work) => removePasskey(work, principal.id, params.passkeyId));
    return undefined;
  });
  door.serve(passkeyEndpoints.setAfterPassword, async ({ body, principal, fastify, unitOfWork }) => {
    await askAgain(principal, body.password, fastify.ip);
    return unitOfWork(async (work) => ({
      recoveryCodes: await setPasskeyAfterPassword(work, principal.id, body.on),
    }));
  });
}

function present(row: PasskeyRow) {
  return {
    id: row.id,
    name: row.name,
    synced: row.deviceKind === 'multi_device',
    transports: row.transports,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
