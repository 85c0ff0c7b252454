// `npm run pictures`: walks the apps in a real browser and keeps the chosen screenshots in docs/pictures.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApps } from '../../scripts/set-up/build-apps.mjs';
import { project, projectNode, runEntry } from '../../scripts/set-up/project.mjs';
import { findChromium } from '../../scripts/testing/chromium.mjs';

const MOST_BYTES = 300_000;
const chosen = [
  'day-board',
  'timeline',
  'staging',
  'plan-compare',
  'job',
  'tracker',
  'operator-app',
  'outbox',
  'status',
];

await runEntry(async () => {
  await buildApps(console.log);
  const chromium = findChromium(console.log);
  if (!chromium.path) throw new Error(`No pictures without a browser: ${chromium.why}`);
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-pictures-'));
  try {
    const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
    const { status } = spawnSync(projectNode(), [vitest, 'run', 'e2e/browser', '--project', 'end-to-end'], {
      cwd: project,
      stdio: 'inherit',
      env: { ...process.env, CHROMIUM_PATH: chromium.path, PICTURES_DIR: folder },
    });
    if (status !== 0) return 1;
    const pictures = join(project, 'docs', 'pictures');
    mkdirSync(pictures, { recursive: true });
    for (const name of chosen) {
      const { size } = statSync(join(folder, `${name}.png`));
      if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}`);
      copyFileSync(join(folder, `${name}.png`), join(pictures, `${name}.png`));
      console.log(`docs/pictures/${name}.png  ${Math.round(size / 1000)} kB`);
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
