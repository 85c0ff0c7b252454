import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformProcess } from '../../e2e/harness/platform.ts';
import { findDebianProgram } from '../../scripts/testing/debian-program.mjs';
import { QUIET, workThrough } from './work-through.ts';

const AHEAD_SECONDS = 7_200;
/** libfaketime looks once a second. */
const TAKEN_AFTER_MS = 3_000;
const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].map(
  (folder) => `${folder}/faketime/libfaketime.so.1`,
);

/**
 * `npm run drill -- clock-jump`: the wall clock of the platform and of its database jumps two hours ahead and, 20 s later, back. libfaketime tells
 * both processes that time; what counts seconds as they pass (the monotonic clock) goes on, as on a machine whose clock was set.
 */
findDebianProgram({ program: 'faketime', debianPackage: 'faketime' }, (text) => console.log(`· ${text}`));
const library = libraries.find(existsSync);
if (library === undefined) console.log('Skipped: this machine has no libfaketime (Debian: apt-get install faketime).');
else await drill(library);

async function drill(library: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-drill-clock-'));
  // The database has an account of its own.
  chmodSync(folder, 0o755);
  const file = join(folder, 'clock');
  const set = (seconds: number) => writeFileSync(file, `+${seconds}\n`, { mode: 0o644 });
  set(0);
  /** Sets the clock, and holds the platform's own word against it: a drill in which nothing jumped would prove nothing. */
  const jump = async (seconds: number) => {
    set(seconds);
    await new Promise((resolve) => setTimeout(resolve, TAKEN_AFTER_MS));
    const answer = await fetch(`${platform.url}/healthz`);
    const ahead = (Date.parse(answer.headers.get('date') ?? '') - Date.now()) / 1_000;
    if (Math.abs(ahead - seconds) > 60) throw new Error(`The platform's clock is ${ahead} s ahead, not ${seconds} s`);
  };
  const platform = await PlatformProcess.open({
    ...QUIET,
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    DONT_FAKE_MONOTONIC: '1',
  });
  try {
    await workThrough({
      name: 'clock-jump',
      title: 'The clock of platform and database jumps two hours ahead, and back',
      platformUrls: [platform.url],
      databaseUrl: platform.databaseUrl,
      seconds: { well: 10, ill: 20, after: 20 },
      promised: { failsNobody: true, wellAgainWithinSeconds: 0 },
      begin: () => jump(AHEAD_SECONDS),
      end: () => jump(0),
    });
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
