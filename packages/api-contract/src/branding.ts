import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, ShortText } from './primitives.ts';

const Colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const ForMerchant = {
  merchantId: Id.optional().meta({ description: 'The merchant whose it is; the organisation’s own unless said' }),
};

export const Logo = z.object({
  fileId: Id,
  widthPixels: z.int().meta({ description: 'As it is shown; the picture has twice as many' }),
  heightPixels: z.int(),
});
export type Logo = z.infer<typeof Logo>;

/** Who recipients hear from, and what it looks like. */
export const Brand = z.object({
  merchantId: Id.nullable(),
  name: z.string(),
  senderName: z.string().nullable(),
  accentColour: Colour.nullable(),
  logo: Logo.nullable(),
  speaksAsOrganisation: z.boolean().meta({ description: 'Without a logo of its own it has the organisation’s' }),
});

export const brandingEndpoints = {
  get: defineEndpoint({
    id: 'branding.get',
    door: 'public',
    method: 'GET',
    path: '/branding',
    summary: 'Names, colours and logos in e-mails and on the tracker',
    description:
      'A merchant without a colour has the organisation’s; so has one without a name of its own, without a logo. A merchant sees the organisation and itself.',
    access: { permission: 'organisation:read' },
    answer: z.object({
      replyToEmail: z.string().nullable().meta({ description: 'Where answers to e-mails go' }),
      supportPhone: z.string().nullable(),
      brands: z.array(Brand).meta({ description: 'The organisation’s first' }),
    }),
  }),
  change: defineEndpoint({
    id: 'branding.change',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/branding',
    summary: 'Change the organisation’s name as a sender, colour, reply address or phone',
    access: { permission: 'organisation:write' },
    body: z.object({
      senderName: ShortText.nullable().optional(),
      accentColour: Colour.nullable().optional(),
      replyToEmail: z.email().max(254).nullable().optional(),
      supportPhone: z.string().trim().min(3).max(40).nullable().optional(),
    }),
  }),
  setLogo: defineEndpoint({
    id: 'branding.setLogo',
    door: 'public',
    method: 'PUT',
    path: '/branding/logo',
    summary: 'Set a logo',
    description:
      'The picture is drawn anew as a PNG of at most 400 × 112 pixels, without anything else that was in the file. It travels inside e-mails. 415 `file_type_not_accepted`, 422 `image_unreadable`.',
    access: { permission: 'organisation:write' },
    query: z.object(ForMerchant),
    bodyTypes: ['image/png', 'image/jpeg', 'image/webp'],
    bodyLimitBytes: 2 * 1024 * 1024,
    answer: Logo,
  }),
  removeLogo: defineEndpoint({
    id: 'branding.removeLogo',
    door: 'public',
    method: 'DELETE',
    path: '/branding/logo',
    summary: 'Remove a logo',
    access: { permission: 'organisation:write' },
    query: z.object(ForMerchant),
  }),
  logo: defineEndpoint({
    id: 'branding.logo',
    door: 'public',
    method: 'GET',
    path: '/branding/logos/{fileId}',
    summary: 'The picture of a logo',
    access: { permission: 'organisation:read' },
    params: z.object({ fileId: Id }),
    answerKind: 'bytes',
  }),
};
