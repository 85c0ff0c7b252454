import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Code, Id, Instant, page, ShortText, WholeListQuery } from './primitives.ts';

export const Merchant = z.object({
  id: Id,
  code: Code,
  name: ShortText,
  senderName: z.string().max(200).meta({ description: 'Who recipients hear from; the name unless said' }),
  accentColour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .nullable(),
  email: z.email().max(320).nullable(),
  phone: z.string().max(40).nullable(),
  ownGoods: z.boolean().meta({ description: 'The organisation’s own goods; one merchant at most' }),
  createdAt: Instant,
});
export type Merchant = z.infer<typeof Merchant>;

const one = z.object({ merchantId: Id });
const Input = Merchant.omit({ id: true, createdAt: true, ownGoods: true });

export const merchantEndpoints = {
  list: defineEndpoint({
    id: 'merchants.list',
    door: 'public',
    method: 'GET',
    path: '/merchants',
    summary: 'Merchants; a merchant sees itself',
    access: { permission: 'organisation:read' },
    query: z.object(WholeListQuery),
    answer: page(Merchant),
  }),
  get: defineEndpoint({
    id: 'merchants.get',
    door: 'public',
    method: 'GET',
    path: '/merchants/{merchantId}',
    summary: 'One merchant',
    access: { permission: 'organisation:read' },
    params: one,
    answer: Merchant,
  }),
  create: defineEndpoint({
    id: 'merchants.create',
    door: 'public',
    method: 'POST',
    path: '/merchants',
    summary: 'Add a merchant',
    description: 'Its code is unique (409 `code_taken`). Keys and members with its scope see and change its jobs only.',
    access: { permission: 'organisation:write' },
    body: Input.partial({ senderName: true, accentColour: true, email: true, phone: true }),
    answer: Merchant,
    status: 201,
  }),
  update: defineEndpoint({
    id: 'merchants.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/merchants/{merchantId}',
    summary: 'Change a merchant',
    access: { permission: 'organisation:write' },
    params: one,
    body: Input.partial(),
    answer: Merchant,
  }),
  close: defineEndpoint({
    id: 'merchants.close',
    conditional: true,
    door: 'public',
    method: 'DELETE',
    path: '/merchants/{merchantId}',
    summary: 'Close a merchant: no new jobs; what was stays',
    description: '409 `merchant_has_open_jobs` while any of its jobs is still to be done.',
    access: { permission: 'organisation:write' },
    params: one,
  }),
};
