import { parseArgs } from 'node:util';
import { SAMPLE_SIGN_IN } from '../sign-in.ts';
import { summaryLines } from './print-summary.ts';
import { simulateDay } from './simulate-day.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    speed: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    email: { type: 'string', default: SAMPLE_SIGN_IN.email },
    password: { type: 'string', default: SAMPLE_SIGN_IN.password },
  },
});
const speed = Number(values.speed);
const seed = Number(values.seed);
if (!(speed >= 1 && speed <= 600) || !Number.isInteger(seed)) {
  console.error('--speed is 1 to 600 business seconds a second, --seed a whole number.');
  process.exit(1);
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());

try {
  const simulation = await simulateDay({
    url: values.url,
    speed,
    seed,
    credentials: { email: values.email, password: values.password },
    say: (words) => console.log(words),
    signal: stop.signal,
  });
  console.log(summaryLines(simulation).join('\n'));
} catch (error) {
  console.error(`The simulation ended: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
