import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Code, Id, Instant, KnownZone, page, ShortText, WholeListQuery, Zone } from './primitives.ts';

export const Branch = z.object({
  id: Id,
  code: Code,
  name: ShortText,
  zone: Zone.meta({ description: 'IANA: its service dates are calendar dates in this zone' }),
  phone: z.string().max(40).nullable(),
  createdAt: Instant,
});
export type Branch = z.infer<typeof Branch>;

const one = z.object({ branchId: Id });
const Input = Branch.pick({ code: true, name: true, phone: true });

export const branchEndpoints = {
  list: defineEndpoint({
    id: 'branches.list',
    door: 'public',
    method: 'GET',
    path: '/branches',
    summary: 'Places of business: each has vehicles, people, jobs and hours of its own',
    access: { permission: 'organisation:read' },
    query: z.object(WholeListQuery),
    answer: page(Branch),
  }),
  get: defineEndpoint({
    id: 'branches.get',
    door: 'public',
    method: 'GET',
    path: '/branches/{branchId}',
    summary: 'One branch',
    access: { permission: 'organisation:read' },
    params: one,
    answer: Branch,
  }),
  create: defineEndpoint({
    id: 'branches.create',
    door: 'public',
    method: 'POST',
    path: '/branches',
    summary: 'Open a branch',
    description:
      'Its code is unique (409 `code_taken`). Once there are several, what belongs to one says which (`branchId`); what an import does not say goes wrong as `branch_unknown`.',
    access: { permission: 'organisation:write' },
    body: Input.partial({ phone: true }).extend({
      zone: KnownZone.optional().meta({ description: 'The organisation’s unless said' }),
    }),
    answer: Branch,
    status: 201,
  }),
  update: defineEndpoint({
    id: 'branches.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/branches/{branchId}',
    summary: 'Change a branch',
    description: 'Its zone stays once it has jobs (409 `branch_has_jobs`): what was promised is told in it.',
    access: { permission: 'organisation:write' },
    params: one,
    body: Input.partial().extend({ zone: KnownZone.optional() }),
    answer: Branch,
  }),
  close: defineEndpoint({
    id: 'branches.close',
    conditional: true,
    door: 'public',
    method: 'DELETE',
    path: '/branches/{branchId}',
    summary: 'Close a branch; what was stays',
    description:
      '409 `branch_in_use` while jobs of it are to be done or vehicles of it in service, `last_branch` when there is no other.',
    access: { permission: 'organisation:write' },
    params: one,
  }),
};
