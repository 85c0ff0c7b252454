import { parseArgs } from 'node:util';
import { openDoors } from '../open-doors.ts';
import { runFuzz } from './run-fuzz.ts';

// `npm run fuzz:api -- --requests 20000 --seed 1 [--only jobs.create] [--at-once 8]`: the whole platform against requests made from its OpenAPI document.
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    'at-once': { type: 'string', default: '1' },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const doors = await openDoors();
const cpu = process.cpuUsage();
const { faults, ...outcome } = await runFuzz(doors, {
  requests,
  seed,
  only: values.only,
  atOnce: Number(values['at-once']),
  say: console.log,
});
const { user, system } = process.cpuUsage(cpu);
const statuses = Object.entries(outcome.byStatus).map(([status, count]) => `${status}: ${count}`);
console.log(`${outcome.requests} requests, seed ${seed}, ${Math.round((user + system) / 1e6)} s of processor`);
console.log(`by status  ${statuses.join('  ')}`);
console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults:\n  ${faults.join('\n  ')}`);
await doors.close();
process.exit(faults.length === 0 ? 0 : 1);
