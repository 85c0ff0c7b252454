import { Problem } from '../../../platform/index.ts';
import type { ProviderFailure } from './openid-provider.ts';

/** Why somebody whom the provider knows does not get in here; each is in the trail. */
export const LINK_REFUSALS = {
  email_not_verified: {
    title: 'The provider does not say that your e-mail address is yours',
    remedy: 'Have it confirmed there, or ask an administrator of your organisation.',
  },
  not_a_member: {
    title: 'You are no member of this organisation yet',
    remedy: 'Ask an administrator to invite this e-mail address.',
  },
  member_disabled: {
    title: 'Your account here is switched off',
    remedy: 'Ask an administrator of your organisation.',
  },
  identity_taken: {
    title: 'Your account here belongs to another account at the provider',
    remedy: 'Ask an administrator to take the old link off, under Members.',
  },
} as const;
export type LinkRefusal = keyof typeof LINK_REFUSALS;

export const linkRefused = (code: LinkRefusal): Problem => new Problem({ status: 403, code, ...LINK_REFUSALS[code] });

export const noProvider = (): Problem =>
  new Problem({
    status: 404,
    code: 'no_provider',
    title: 'No organisation with a sign-in of its own knows this',
    remedy: 'Check the e-mail address, or use the link that your administrator gave you.',
  });

const FAILURES = {
  unreachable: {
    code: 'provider_unreachable',
    title: 'The provider does not answer',
    remedy: 'Try again in a moment.',
  },
  refused: { code: 'provider_refused', title: 'The provider did not sign you in', remedy: 'Try again there.' },
  invalid: {
    code: 'provider_answer_invalid',
    title: 'The provider’s answer could not be accepted',
    remedy: 'Tell an administrator of your organisation: the settings of the provider may be wrong.',
  },
} as const;

/** On the sign-in screen, or (with a field) where the provider is set. */
export function providerFailed({ reason, message }: ProviderFailure, field?: string): Problem {
  const { code, title, remedy } = FAILURES[reason];
  if (field === undefined)
    return new Problem({
      status: reason === 'unreachable' ? 409 : 401,
      code,
      title,
      detail: `${title}: ${message}`,
      remedy,
    });
  return new Problem({ status: 422, code, title, fields: [{ field, code, message }] });
}

/** The right password, where it does not count. */
export const providerOnly = (name: string): Problem =>
  new Problem({
    status: 403,
    code: 'provider_only',
    title: `Your organisation signs in through ${name} only`,
    remedy: 'Sign in with your company’s account.',
  });
