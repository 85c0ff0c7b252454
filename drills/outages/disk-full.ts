import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformProcess } from '../../e2e/harness/platform.ts';
import { QUIET, workThrough } from './work-through.ts';

const SIZE = '1200m';

/** `npm run drill -- disk-full`: the disk with the database and the files, one of its own in memory, is filled to the last byte and emptied again. Root only. */
if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  console.log('Skipped: a disk of its own that may be filled takes root on Linux (mount -t tmpfs).');
} else {
  const disk = mkdtempSync(join(tmpdir(), 'roundsman-drill-disk-'));
  run('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk);
  chmodSync(disk, 0o711);
  try {
    await drill(disk);
  } finally {
    run('umount', '-l', disk);
    rmSync(disk, { recursive: true, force: true });
  }
}

async function drill(disk: string): Promise<void> {
  const platform = await PlatformProcess.open(QUIET, { in: disk });
  const ballast = join(disk, 'ballast');
  try {
    await workThrough({
      name: 'disk-full',
      title: 'The disk of the database is full',
      platformUrls: [platform.url],
      databaseUrl: platform.databaseUrl,
      seconds: { well: 10, ill: 25, after: 40 },
      promised: { failsNobody: false, wellAgainWithinSeconds: 5 },
      begin: async () => {
        // To the last byte, also of what becomes free while it fills.
        for (let left = 1; left > 0; left = statfsSync(disk).bfree)
          spawnSync('sh', ['-c', `cat /dev/zero >> ${ballast}`], { stdio: 'ignore' });
      },
      end: async () => rmSync(ballast, { force: true }),
    });
  } finally {
    await platform.close();
  }
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
