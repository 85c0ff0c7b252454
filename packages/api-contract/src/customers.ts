import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { ContactInput } from './job-shapes.ts';
import { Id, Instant, LongText, PageQuery, page, ServiceDate } from './primitives.ts';

/** A person or firm who receives, within one merchant. */
export const Customer = z.object({
  id: Id,
  merchantId: Id,
  merchantName: z.string(),
  referenceId: z.string().nullable().meta({ description: 'The merchant’s own number for this customer' }),
  name: z.string(),
  phone: ContactInput.shape.phone.meta({ description: 'E.164' }),
  email: ContactInput.shape.email,
  otherPhones: z.array(z.string()).meta({ description: 'Named by jobs besides; found by them too' }),
  otherEmails: z.array(z.string()),
  language: ContactInput.shape.language,
  notes: z.string().meta({ description: 'For the office' }),
  merged: z
    .array(z.object({ id: Id, name: z.string() }))
    .meta({ description: 'Who turned out to be the same customer; their ids lead here' }),
  visits: z
    .object({
      open: z.int().meta({ description: 'Released and not over yet' }),
      all: z.int(),
      lastDate: ServiceDate.nullable(),
      lastAddress: z.string().nullable(),
    })
    .meta({ description: 'Moves by itself: no part of the ETag' }),
  createdAt: Instant,
});
export type Customer = z.infer<typeof Customer>;

const CustomerPatch = ContactInput.partial().extend({
  referenceId: z.string().trim().max(120).nullable().optional(),
  notes: LongText.optional(),
});

export const CustomerListQuery = z.object({
  ...PageQuery,
  search: z
    .string()
    .max(320)
    .optional()
    .meta({ description: 'A part of the name or of a number’s digits, a whole e-mail address or reference' }),
  name: z.string().max(100).optional().meta({ description: 'A part of the name' }),
  phone: z.string().max(40).optional().meta({ description: 'As people write it, or a part of its digits' }),
  email: z.string().max(320).optional(),
  referenceId: z.string().max(120).optional().meta({ description: 'Exactly this one' }),
  merchantId: Id.optional(),
  createdFrom: Instant.optional(),
  createdTo: Instant.optional(),
});

const one = z.object({ customerId: Id });
const other = z.object({ customerId: Id.meta({ description: 'The other one' }) });

export const customerEndpoints = {
  list: defineEndpoint({
    id: 'customers.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/customers',
    summary: 'Find customers, the newest first',
    access: { permission: 'jobs:read' },
    query: CustomerListQuery,
    answer: page(Customer),
  }),
  get: defineEndpoint({
    id: 'customers.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/customers/{customerId}',
    summary: 'One customer',
    description:
      'The id of one who was merged answers the customer that is kept. Their jobs: `jobs.list?customerId=`; what they were told: `messages.list?customerId=`.',
    access: { permission: 'jobs:read' },
    params: one,
    answer: Customer,
  }),
  update: defineEndpoint({
    id: 'customers.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/customers/{customerId}',
    summary: 'Correct a customer, and with it the jobs that are still to be done',
    description:
      'What is absent stays. The contact of an open job follows in each field that said what the customer said; what a job says otherwise, and jobs that are over, stay as they were. Each job that follows is `job.changed` on the log. 422 `channel_not_valid` when a number or address can be none, 409 `customer_reference_taken` when another customer of the merchant has the reference.',
    access: { permission: 'jobs:write' },
    params: one,
    body: CustomerPatch,
    answer: Customer,
  }),
  merge: defineEndpoint({
    id: 'customers.merge',
    conditional: true,
    audited: true,
    door: 'public',
    method: 'POST',
    path: '/customers/{customerId}/merge',
    summary: 'Say that another customer is the same one',
    description:
      'The other’s jobs and addresses count as this one’s, also those to come; nothing is copied, and `separate` undoes it. 422 `other_merchant` across merchants, 409 `already_the_same`.',
    access: { permission: 'jobs:write' },
    params: one,
    body: other,
    answer: Customer,
  }),
  separate: defineEndpoint({
    id: 'customers.separate',
    conditional: true,
    audited: true,
    door: 'public',
    method: 'POST',
    path: '/customers/{customerId}/separate',
    summary: 'Undo a merge: the other is a customer of its own again',
    access: { permission: 'jobs:write' },
    params: one,
    body: other,
    answer: Customer,
  }),
  erase: defineEndpoint({
    id: 'customers.erase',
    door: 'public',
    method: 'DELETE',
    path: '/customers/{customerId}',
    summary: 'Erase a customer and all that names them; figures and codes stay',
    description:
      'The erasure of the General Data Protection Regulation, the same as `privacy.erase`: from then on the id answers 404. 409 `customer_has_open_jobs` while a visit is still to come. It cannot be undone.',
    access: { permission: 'personal_data:write' },
    params: one,
  }),
};
