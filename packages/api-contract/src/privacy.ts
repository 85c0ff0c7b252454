import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, ShortText } from './primitives.ts';

export const CustomerFound = z.object({
  id: Id,
  name: z.string(),
  merchantName: z.string(),
  channels: z.array(z.string()),
  jobs: z.int(),
  erasedAt: Instant.nullable(),
});
export type CustomerFound = z.infer<typeof CustomerFound>;

const days = (most: number) => z.int().min(1).max(most);
export const Retention = z.object({
  positionDays: days(3650).meta({ description: 'Where devices were; 60 unless said' }),
  messageDays: days(3650).meta({ description: 'Words and addresses of messages, both ways; 365 unless said' }),
  importDays: days(3650).meta({ description: 'Lines of uploaded files; 90 unless said' }),
  auditDays: days(3650).meta({ description: 'Lines of the audit trail; 400 unless said' }),
  customerDays: days(36500)
    .nullable()
    .meta({ description: 'Customers are erased so long after their last visit; null = only by hand' }),
});
export type Retention = z.infer<typeof Retention>;

const customerId = z.object({ customerId: Id });

export const privacyEndpoints = {
  find: defineEndpoint({
    id: 'privacy.find',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/personal-data',
    summary: 'Customers by a part of the name, or by e-mail or number as a whole',
    access: { permission: 'personal_data:write' },
    query: z.object({ search: ShortText }),
    answer: z.object({ rows: z.array(CustomerFound) }),
  }),
  export: defineEndpoint({
    id: 'privacy.export',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/personal-data/{customerId}',
    summary: 'Everything that is kept of a customer, to be given to them',
    access: { permission: 'personal_data:write' },
    params: customerId,
    answer: z.object({
      tables: z.array(z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })),
    }),
  }),
  erase: defineEndpoint({
    id: 'privacy.erase',
    door: 'public',
    method: 'DELETE',
    path: '/personal-data/{customerId}',
    summary: 'Erase a customer; figures and codes stay',
    description:
      'Names, addresses, places, words, photos and messages are gone at once, the bytes of files within minutes. 409 `customer_has_open_jobs` while a visit is still to come. It cannot be undone.',
    access: { permission: 'personal_data:write' },
    params: customerId,
    answer: z.object({
      tables: z.record(z.string(), z.int()).meta({ description: 'Rows emptied or deleted, by table' }),
      files: z.int(),
    }),
  }),
  readRetention: defineEndpoint({
    id: 'privacy.readRetention',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/retention',
    summary: 'How long what is kept',
    access: { permission: 'personal_data:write' },
    answer: Retention,
  }),
  saveRetention: defineEndpoint({
    id: 'privacy.saveRetention',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/retention',
    summary: 'Change how long what is kept; applied every night',
    access: { permission: 'personal_data:write' },
    body: Retention,
    answer: Retention,
  }),
};
