import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce } from './build-once.ts';

describe('building a folder once', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'roundsman-once-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('builds it the first time and leaves it alone after', async () => {
    let builds = 0;
    const build = async (folder: string) => writeFile(join(folder, 'made'), String(++builds));
    await buildOnce(join(home, 'it'), build);
    await buildOnce(join(home, 'it'), build);
    expect(await readFile(join(home, 'it', 'made'), 'utf8')).toBe('1');
    expect(await readdir(home)).toEqual(['it']);
  });

  it('leaves nothing behind when building fails, so the next start begins anew', async () => {
    const fails = buildOnce(join(home, 'it'), async (folder) => {
      await writeFile(join(folder, 'half'), '');
      throw new Error('no room');
    });
    await expect(fails).rejects.toThrow('no room');
    expect(await readdir(home)).toEqual([]);
    await buildOnce(join(home, 'it'), async (folder) => writeFile(join(folder, 'whole'), ''));
    expect(await readdir(join(home, 'it'))).toEqual(['whole']);
  });

  it('ends with one whole folder when several build at the same time', async () => {
    const builders = [1, 2, 3, 4].map((number) =>
      buildOnce(join(home, 'it'), async (folder) => {
        await writeFile(join(folder, 'a'), String(number));
        await writeFile(join(folder, 'b'), String(number));
      }),
    );
    await Promise.all(builders);
    expect(await readdir(home)).toEqual(['it']);
    expect(await readFile(join(home, 'it', 'a'), 'utf8')).toBe(await readFile(join(home, 'it', 'b'), 'utf8'));
  });

  it('sweeps away what a crash left unfinished an hour ago, not what somebody builds now', async () => {
    const [abandoned, alive] = [join(home, 'it.unfinished-old'), join(home, 'it.unfinished-new')];
    await mkdir(abandoned);
    await mkdir(alive);
    await utimes(abandoned, 0, 0);
    await buildOnce(join(home, 'it'), async () => {});
    expect((await readdir(home)).sort()).toEqual(['it', 'it.unfinished-new']);
  });

  it('names a folder that cannot be made', async () => {
    await writeFile(join(home, 'file'), '');
    await expect(buildOnce(join(home, 'file', 'it'), async () => {})).rejects.toMatchObject({
      code: 'data_folder_unusable',
    });
  });
});
