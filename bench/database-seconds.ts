import { readdir, readFile } from 'node:fs/promises';

/** CPU seconds of the database server and of all that it has forked and waited for, from /proc; 0 where there is none. */
export async function databaseSeconds(postmaster: number): Promise<number> {
  const TICKS_A_SECOND = 100;
  let ticks = 0;
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, own] = [Number(fields[1]), Number(fields[11]) + Number(fields[12])];
    if (Number(entry) === postmaster) ticks += own + Number(fields[13]) + Number(fields[14]);
    else if (parent === postmaster) ticks += own;
  }
  return ticks / TICKS_A_SECOND;
}
