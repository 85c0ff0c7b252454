import { readFileSync } from 'node:fs';

/** The most memory that the process has held so far, where the system tells it. */
export function peakMegabytes(): number {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (peak) return Math.round(Number(peak) / 1024);
  } catch {
    // No /proc on this system.
  }
  return Math.round(process.memoryUsage().rss / 1048576);
}
