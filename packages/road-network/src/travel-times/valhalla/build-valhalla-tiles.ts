import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../../build-once.ts';
import { RoadError } from '../../road-error.ts';
import type { Valhalla } from './load-valhalla.ts';
import { valhallaConfig } from './valhalla-config.ts';
import { writeTar } from './write-tar.ts';

const TILES = 'tiles.tar';
/** How much of the builder's complaint is kept. */
const MAX_OUTPUT = 2_000;

/** Builds the tiles into `folder` unless they are there; returns the tar file. @throws RoadError `provider_unavailable` */
export async function buildValhallaTiles(valhalla: Valhalla, extractPath: string, folder: string): Promise<string> {
  await buildOnce(folder, async (unfinished) => {
    const tiles = join(unfinished, 'tiles');
    const configPath = join(unfinished, 'config.json');
    await mkdir(tiles);
    await writeFile(configPath, JSON.stringify(valhallaConfig({ folder: tiles })));
    await run(valhalla.buildTilesProgram, ['-c', configPath, extractPath], unfinished);
    await writeTar(tiles, '.gph', join(unfinished, TILES));
    for (const name of await readdir(unfinished)) {
      if (name !== TILES) await rm(join(unfinished, name), { recursive: true });
    }
  });
  return join(folder, TILES);
}

function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const fail = (what: string, cause?: unknown) =>
      reject(
        new RoadError({
          code: 'provider_unavailable',
          message: `Valhalla could not build its tiles: ${what}${output ? `; it said: ${output.trim()}` : ''}.`,
          remedy:
            'Check the room on the disk and the extract; without Valhalla the own search over the extract answers.',
          cause,
        }),
      );
    child.on('error', (cause) => fail(cause.message, cause));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else fail(signal ? `stopped by ${signal}` : `exit code ${code}`);
    });
  });
}
