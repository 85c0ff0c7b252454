import { memberEndpoints } from '@roundsman/api-contract';
import { MESSAGE_LANGUAGES } from '@roundsman/delivery-rules';
import {
  askEmailChangeOf,
  askPasswordAgain,
  asMember,
  changeMember,
  type DeskPrincipal,
  type EmailChangeRow,
  getOrganisation,
  inviteMember,
  linkUrl,
  listMembers,
  type ManagedMember,
  type MemberSignIn,
  pageOfMembers,
  sendLinkAgain,
  takeBackEmailChangeOf,
  takeSecondFactorOff,
  unlinkMember,
} from '../modules/accounts/index.ts';
import { type OpenDoor, requireRowUnchanged } from '../platform/http/index.ts';
import type { Platform, ReadWork } from '../platform/index.ts';
import { publicUrlOf } from '../public-url.ts';

/** A sandbox writes to nobody, and an installation without a provider cannot. */
export const isByHand = async (work: ReadWork, config: Platform['config']): Promise<boolean> =>
  (await getOrganisation(work)).kind === 'sandbox' || (config.smtpUrl ?? config.emailProviders) === null;

export function serveMembers(
  door: OpenDoor<DeskPrincipal>,
  { config, database }: Platform,
  { tries }: MemberSignIn,
): void {
  const asLink = (secret: string | null) => (secret === null ? null : linkUrl(publicUrlOf(config), secret));

  const all = async (work: ReadWork) => ({ rows: (await listMembers(work)).map(present), next: null });
  door.serve(memberEndpoints.list, ({ query, read }) =>
    read(async (work) => {
      const { rows, next } = await pageOfMembers(work, query);
      return { rows: rows.map(present), next };
    }),
  );
  door.serve(memberEndpoints.invite, ({ body, principal, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { member, secret } = await inviteMember(work, principal, body, await isByHand(work, config));
      return { ...present(member), link: asLink(secret) };
    }),
  );
  door.serve(memberEndpoints.change, ({ params: { memberId }, body, principal, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireRowUnchanged(
        work,
        ifMatch,
        () => all(work),
        ({ id }) => id === memberId,
      );
      return present(await changeMember(work, principal, memberId, body));
    }),
  );
  door.serve(memberEndpoints.askEmailChange, async ({ params, body, principal, fastify, unitOfWork }) => {
    const manager = asMember(principal);
    await askPasswordAgain(database, tries, manager, body.password, fastify.ip);
    return unitOfWork(async (work) => {
      const byHand = await isByHand(work, config);
      const { member, secret } = await askEmailChangeOf(work, manager, params.memberId, body.newEmail, byHand);
      return { ...present(member), link: asLink(secret) };
    });
  });
  door.serve(memberEndpoints.dropEmailChange, async ({ params, principal, unitOfWork }) => {
    const manager = asMember(principal);
    await unitOfWork((work) => takeBackEmailChangeOf(work, manager, params.memberId));
    return undefined;
  });
  door.serve(memberEndpoints.sendLink, ({ params, principal, unitOfWork }) =>
    unitOfWork(async (work) => ({
      link: asLink(await sendLinkAgain(work, principal, params.memberId, await isByHand(work, config))),
    })),
  );
  door.serve(memberEndpoints.removeSecondFactor, async ({ params, principal, unitOfWork }) => {
    await unitOfWork((work) => takeSecondFactorOff(work, principal, params.memberId));
    return undefined;
  });
  door.serve(memberEndpoints.unlink, async ({ params, principal, unitOfWork }) => {
    await unitOfWork((work) => unlinkMember(work, principal, params.memberId));
    return undefined;
  });
}

export const presentEmailChange = (change: EmailChangeRow | null) =>
  change && {
    newEmail: change.newEmail,
    askedAt: change.askedAt.toISOString(),
    until: change.endsAt.toISOString(),
    byAdministrator: change.askedById !== change.memberId,
  };

function present({ row, merchantId, branchIds, link, isLinked, emailChange }: ManagedMember) {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    state: row.state,
    language: MESSAGE_LANGUAGES.find((language) => language === row.locale) ?? null,
    merchantId,
    branchIds: [...branchIds],
    secondFactor: row.totpConfirmedAt !== null || row.passkeyAfterPasswordAt !== null,
    linked: isLinked,
    emailChange: presentEmailChange(emailChange),
    createdAt: row.createdAt.toISOString(),
    lastSignedInAt: row.lastSignedInAt?.toISOString() ?? null,
    sentLink:
      link === null
        ? null
        : {
            kind: link.kind as 'invitation' | 'password_reset',
            state: link.state,
            at: link.queuedAt.toISOString(),
            failure: link.failure,
          },
  };
}
