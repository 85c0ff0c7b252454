import {
  type Client,
  jobEndpoints,
  liveEndpoints,
  RefusedError,
  slotEndpoints,
  webhookEndpoints,
} from '../src/index.ts';

// What integrations do, each a few lines of the SDK. `e2e/api/conventions.test.ts` runs them.

/** Sent again after a lost connection it is the same order: the reference is the shop's own. */
export async function placeOrder(client: Client, referenceId: string, serviceDate: string): Promise<string> {
  try {
    const job = await client.call(jobEndpoints.create, {
      body: {
        referenceId,
        serviceDate,
        windows: [{ from: '08:00', to: '12:00' }],
        contact: { name: 'Lea Muster', phone: '+423 237 00 00', email: 'lea@example.org', language: 'en' },
        address: { street: 'Städtle', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' },
        point: { lon: 9.5209, lat: 47.141 },
        actions: [
          { kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 78_000, unitVolumeLitres: 2100 },
        ],
      },
    });
    return job.id;
  } catch (error) {
    if (!(error instanceof RefusedError) || error.code !== 'reference_taken') throw error;
    const { rows } = await client.call(jobEndpoints.list, { query: { referenceId, limit: 1 } });
    return rows[0]!.id;
  }
}

/** The first free time of a date, kept for ten minutes, then the job's own. Null when the date is full or closed. */
export async function bookFirstSlot(client: Client, jobId: string, date: string): Promise<string | null> {
  const { rows } = await client.call(slotEndpoints.offer, { body: { jobId, from: date } });
  const slot = rows[0]?.slots.find(({ available }) => available);
  if (!slot) return null;
  const { from, to } = slot;
  const hold = await client.call(slotEndpoints.hold, { body: { jobId, serviceDate: date, from, to } });
  const { job } = await client.call(slotEndpoints.book, { params: { holdId: hold.id }, body: {} });
  return job.promise?.from ?? null;
}

/** Everything that happened since a cursor: what an integration asks that was away. Returns the cursor to go on from. */
export async function catchUp(
  client: Client,
  after: string | undefined,
  take: (type: string, subjectId: string) => void,
): Promise<string> {
  for (let cursor = after; ; ) {
    const page = await client.call(liveEndpoints.events, { query: cursor ? { after: cursor } : {} });
    for (const { type, subject } of page.rows) take(type, subject.id);
    if (page.rows.length === 0) return page.next;
    cursor = page.next;
  }
}

/** The secret is shown this once; deliveries are checked with any Standard Webhooks library. */
export async function listen(client: Client, url: string): Promise<string> {
  return (await client.call(webhookEndpoints.create, { body: { url, types: ['job.*'] } })).secret;
}
