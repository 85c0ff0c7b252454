import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DATE } from '../../e2e/api/company.ts';
import { fire, type Shot } from './load.ts';

// `npm run bench:api -- [--seconds 10] [--askers 16] [--deliveries 3000] [--json FILE]`: requests a second and their p99, webhook deliveries a second.
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    askers: { type: 'string', default: '16' },
    deliveries: { type: 'string', default: '3000' },
    json: { type: 'string' },
  },
});
const [seconds, askers, deliveries] = [Number(values.seconds), Number(values.askers), Number(values.deliveries)];

interface Stage {
  readonly url: string;
  readonly key: string;
  readonly administrator: string;
  readonly device: string;
  readonly jobIds: readonly string[];
}
interface Usage {
  readonly platform: number;
  readonly database: number;
}

const child = fork(join(import.meta.dirname, 'platform.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const [stage] = (await once(child, 'message')) as [Stage];
const usage = async (): Promise<Usage> => {
  child.send('usage');
  return ((await once(child, 'message')) as [Usage])[0];
};

/** Where the processor's time went, in cores: whoever has none left is what limits. */
async function withCores<T>(run: () => Promise<T>): Promise<T & { cores: Record<string, number> }> {
  const [before, own, began] = [await usage(), process.cpuUsage(), performance.now()];
  const result = await run();
  const [after, ours, took] = [await usage(), process.cpuUsage(own), (performance.now() - began) / 1000];
  const round = (used: number) => Math.round((used / took) * 100) / 100;
  const cores = {
    platform: round(after.platform - before.platform),
    database: round(after.database - before.database),
    askers: round((ours.user + ours.system) / 1e6),
  };
  return { ...result, cores };
}

let number = 0;
const job = () => {
  number++;
  return {
    referenceId: `BENCH-${number}`,
    serviceDate: '2027-03-12',
    windows: [],
    contact: { name: `Customer ${number}`, phone: '+4232370000', email: `b${number}@example.org`, language: 'en' },
    address: { street: 'Feldstrasse', houseNumber: String(number), postcode: '9490', city: 'Vaduz', country: 'LI' },
    point: { lon: 9.52 + (number % 100) / 5000, lat: 47.14 + (number % 77) / 5000 },
    actions: [{ kind: 'delivery', description: 'Chair', quantity: 2, unitWeightGrams: 8000, unitVolumeLitres: 90 }],
    serviceSeconds: 300,
  };
};
const { key: bearer, device, jobIds } = stage;
let second = 0;
const shots: Readonly<Record<string, () => Shot>> = {
  'job create': () => ({ method: 'POST', path: '/api/jobs', bearer, body: job() }),
  'job get': () => ({ method: 'GET', path: `/api/jobs/${jobIds[number++ % jobIds.length]}`, bearer }),
  'job list of 50': () => ({ method: 'GET', path: '/api/jobs?limit=50', bearer }),
  'job list of 50, four fields': () => ({
    method: 'GET',
    path: '/api/jobs?limit=50&fields=code,state,serviceDate,contact.name',
    bearer,
  }),
  'position batch of 20': () => ({
    method: 'POST',
    path: '/operator-api/positions',
    bearer: device,
    body: {
      itineraryId: null,
      fixes: Array.from({ length: 20 }, () => ({
        lon: 9.52 + (second % 1000) / 1e5,
        lat: 47.14,
        accuracyMeters: 5,
        speedMetersPerSecond: 8,
        headingDegrees: 90,
        at: new Date(Date.parse(`${DATE}T05:00:00Z`) - 86_400_000 * 3 + second++ * 1000).toISOString(),
      })),
    },
  }),
};

const figures: Record<string, unknown> = {};
for (const [name, next] of Object.entries(shots)) {
  const volley = await withCores(() => fire(stage.url, next, askers, seconds));
  const { requestsPerSecond, p50Milliseconds, p99Milliseconds, failed, cores } = volley;
  // What a request takes of the processor depends less on who else is at work than how many there are in a second.
  const ofOne = (used = 0) => Math.round((used / requestsPerSecond) * 100_000) / 100;
  const processorMilliseconds = { platform: ofOne(cores.platform), database: ofOne(cores.database) };
  figures[name] = { ...volley, processorMilliseconds };
  console.log(
    `${name}: ${requestsPerSecond}/s, p50 ${p50Milliseconds} ms, p99 ${p99Milliseconds} ms, ${failed} failed; cores: platform ${cores.platform}, database ${cores.database}, askers ${cores.askers}; of a request: ${processorMilliseconds.platform} and ${processorMilliseconds.database} ms`,
  );
}
const delivered = await withCores(deliver);
figures['webhook deliveries'] = delivered;
console.log(
  `webhooks: ${delivered.deliveriesPerSecond}/s over ${delivered.deliveries} deliveries; cores: platform ${delivered.cores.platform}, database ${delivered.cores.database}, receiver ${delivered.cores.askers}`,
);
const surroundings = {
  askers,
  seconds,
  cpus: cpus().length,
  model: cpus()[0]?.model,
  loadAverage: loadavg()[0],
  node: process.version,
};
console.log(`load ${surroundings.loadAverage?.toFixed(1)} on ${surroundings.cpus} cores: ${surroundings.model}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...surroundings, figures }, null, 2)}\n`);
child.send('close');
await once(child, 'exit');

/** One event a job, each a subject of its own; all of them once more together: from the first delivery to the last. */
async function deliver() {
  let arrived = 0;
  let [first, last] = [0, 0];
  const receiver = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      last = performance.now();
      first ||= last;
      arrived++;
      response.writeHead(204).end();
    });
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const call = async (method: string, path: string, body: unknown) => {
    const response = await fetch(`${stage.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  const { id } = await call('POST', '/webhooks', { url, types: ['job.created'] });
  for (let made = 0; made < deliveries; made += 1000)
    await call('POST', '/jobs/batch', { jobs: Array.from({ length: Math.min(1000, deliveries - made) }, job) });
  const all = async () => {
    const patience = performance.now() + 600_000;
    while (arrived < deliveries && performance.now() < patience) await sleep(50);
  };
  await all();
  [arrived, first] = [0, 0];
  await call('POST', `/webhooks/${id}/redeliver`, { from: '2020-01-01T00:00:00Z' });
  await all();
  receiver.close();
  return {
    deliveries: arrived,
    deliveriesPerSecond: Math.round(arrived / ((last - first) / 1000)),
  };
}
