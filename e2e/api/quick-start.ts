import { parseArgs } from 'node:util';
import {
  apiKey,
  createClient,
  jobEndpoints,
  memberSession,
  organisationEndpoints,
  sandboxEndpoints,
} from '@roundsman/client';

/** The quick start of docs/api.md as a newcomer does it, timed: from signing in to the first job in an empty sandbox. */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    email: { type: 'string' },
    password: { type: 'string' },
  },
});
if (!values.email || !values.password) {
  console.error('--email and --password: of an administrator of a live organisation.');
  process.exit(1);
}
const edges = [values.url];
const began = performance.now();
const done = (what: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);

const session = memberSession({ origin: values.url });
await session.signIn(values.email, values.password);
done('signed in');
const member = createClient({ edges, session });
let sandbox = await member.call(sandboxEndpoints.make);
for (let tries = 0; sandbox.state !== 'ready' && tries < 600; tries++) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  sandbox = await member.call(sandboxEndpoints.get);
}
if (sandbox.state !== 'ready') throw new Error(`The sandbox is ${sandbox.state}: ${sandbox.failure}`);
done(`${sandbox.organisation?.name} is ready`);
const { secret } = await member.call(sandboxEndpoints.createApiKey, {
  body: { name: 'Shop', scopes: ['organisation:read', 'jobs:read', 'jobs:write'] },
});
done('a key that opens the sandbox alone');
const shop = createClient({ edges, session: apiKey(secret) });
const { clock } = await shop.call(organisationEndpoints.get);
const job = await shop.call(jobEndpoints.create, {
  body: {
    referenceId: `SHOP-${Date.parse(clock.businessNow)}`,
    serviceDate: clock.businessDate,
    windows: [{ from: '08:00', to: '12:00' }],
    contact: { name: 'Lea Muster', phone: '+423 237 00 00', email: 'lea@example.org', language: 'en' },
    address: { street: 'Städtle', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' },
    actions: [{ kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 78_000, unitVolumeLitres: 2_100 }],
  },
});
done(`first job: ${job.code}, ${job.state}`);
const found = await shop.call(jobEndpoints.get, { params: { jobId: job.id } });
done(`read back: ${found.address.line} (${found.address.confidence})`);
