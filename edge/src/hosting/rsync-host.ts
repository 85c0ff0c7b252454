import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FileHost } from './file-host.ts';
import { folderHost } from './folder-host.ts';

export interface RsyncSettings {
  readonly name?: string | undefined;
  /** As rsync takes it: `web@host.example:/var/www/status/`, `rsync://host/module/`, or a path. */
  readonly target: string;
  /** The remote shell, `ssh -i /etc/roundsman/key` for one. */
  readonly remoteShell?: string | undefined;
  /** Where the files wait for rsync. */
  readonly spool: string;
  readonly program?: string;
}

const MOST_WORDS = 400;

/** A copy on another machine by rsync, which moves only what changed and puts it in place at the end. */
export function rsyncHost({ name = 'rsync', target, remoteShell, spool, program = 'rsync' }: RsyncSettings): FileHost {
  const staged = folderHost({ folder: spool });
  return {
    name,
    async put(files, signal) {
      await staged.put(files, signal);
      const shell = remoteShell === undefined ? [] : ['-e', remoteShell];
      // `--` and a checked target: a setting must not turn into an option.
      const options = ['-rt', '--chmod=D755,F644', '--delay-updates', '--exclude=*.new', ...shell, '--'];
      const child = spawn(program, [...options, `${spool}/`, target], { signal, stdio: ['ignore', 'ignore', 'pipe'] });
      let words = '';
      child.stderr.on('data', (chunk: Buffer) => {
        words = (words + chunk.toString('utf8')).slice(0, MOST_WORDS);
      });
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error(`rsync ended with ${code}: ${words.trim() || 'no words'}`);
    },
  };
}
