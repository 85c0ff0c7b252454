/** Requests that can be sent as they are to a sandbox: shown in the reference, run by a test. Ids in braces are the reader’s own. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const visit = {
  point: { lon: 9.5209, lat: 47.141 },
  actions: [{ kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 78_000, unitVolumeLitres: 2100 }],
  serviceSeconds: 900,
};

const order = (referenceId: string, serviceDate: string) => ({
  referenceId,
  serviceDate,
  windows: [{ from: '08:00', to: '12:00' }],
  contact: { name: 'Lea Muster', phone: '+423 237 00 00', email: 'lea@example.org', language: 'en' },
  address: { street: 'Städtle', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' },
  ...visit,
});

/** By operation; `serviceDate` is a day ahead of the reader. */
export function examplesFor(serviceDate: string): Readonly<Record<string, Example>> {
  return {
    'jobs.create': { body: order('SHOP-1001', serviceDate) },
    'jobs.createMany': { body: { jobs: [order('SHOP-1002', serviceDate), order('SHOP-1003', serviceDate)] } },
    'jobs.list': { query: { from: serviceDate, search: 'muster', fields: 'code,state,address.line,promise' } },
    'jobs.get': { params: { jobId: '{jobId}' } },
    'jobs.update': { params: { jobId: '{jobId}' }, body: { notes: 'Ring twice' } },
    'jobs.clone': { params: { jobId: '{jobId}' }, body: { referenceId: 'SHOP-1001-B', allowDuplicate: true } },
    'jobLines.list': { params: { jobId: '{jobId}' } },
    'jobLines.add': { params: { jobId: '{jobId}' }, body: visit.actions[0] },
    'jobs.cancel': { params: { jobId: '{jobId}' }, body: { reason: 'Ordered twice' } },
    'slots.offer': { body: { visit, from: serviceDate } },
    'slots.hold': { body: { visit, serviceDate, from: '10:00', to: '12:00' } },
    'capacity.list': { query: { from: serviceDate } },
    'plans.start': { body: { serviceDate, limitSeconds: 5 } },
    'itineraries.list': { query: { serviceDate } },
    'events.list': { query: { waitSeconds: '0', limit: '20' } },
    'webhooks.create': { body: { url: 'https://shop.example.org/hooks/roundsman', types: ['job.*'] } },
    'apiKeys.create': { body: { name: 'Shop', scopes: ['jobs:read', 'jobs:write'] } },
    'addresses.suggest': { query: { text: 'Städtle 1 Vaduz' } },
    'reports.day': { query: { serviceDate } },
  };
}
