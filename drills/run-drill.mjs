// `npm run drill -- NAME …`: one drill by name, its options passed on. Runs on Node 20, like every entry.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildApps } from '../scripts/set-up/build-apps.mjs';
import { installWhenStale } from '../scripts/set-up/install.mjs';
import { project, projectNode, refuseOldNode, runEntry, SetUpError } from '../scripts/set-up/project.mjs';

/** Name → the program in its folder. */
const drills = {
  'clock-jump': 'drills/outages/clock-jump.ts',
  'database-failover': 'drills/outages/database-failover.ts',
  'database-slow': 'drills/outages/database-slow.ts',
  'database-stopped': 'drills/outages/database-stopped.ts',
  'disk-full': 'drills/outages/disk-full.ts',
  'message-kills': 'drills/message-kills/main.ts',
  'nats-lost': 'drills/outages/nats-lost.ts',
  outages: 'drills/outages/all.ts',
  'platform-killed': 'drills/outages/platform-killed.ts',
  providers: 'drills/providers/main.ts',
  'september-13': 'drills/september-13/main.ts',
  simulations: 'drills/simulations/main.ts',
};

await runEntry(async () => {
  refuseOldNode();
  await installWhenStale((text) => console.log(`· ${text}`));
  const [name = '', ...options] = process.argv.slice(2);
  const program = drills[name];
  if (!program) throw new SetUpError(`There is no drill "${name}".`, `Drills are: ${Object.keys(drills).join(', ')}.`);
  if (hasBrowser(name, options)) await buildApps((text) => console.log(`· ${text}`));
  const child = spawn(projectNode(), [join(project, program), ...options], { cwd: project, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
});

/** The first run of each profile in the whole form opens the apps in a Chromium. */
function hasBrowser(name, options) {
  const given = (option) => options[options.indexOf(option) + 1];
  if (name !== 'september-13') return false;
  if (options.includes('--browser')) return given('--browser') === 'yes';
  return !options.includes('--form') || given('--form') === 'whole';
}
