import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Phases } from './figures/quantiles.ts';

/** How busy the machine was during a run: what latencies of it are worth. Shares of one; null where the system does not tell. */
export interface MachineUse {
  readonly cores: number;
  readonly loadBefore: number;
  readonly loadAfter: number;
  /** Processor time of the drill's own process, which has all clients. */
  readonly cpuSeconds: number;
  /** With everything that it started: platform, database, edge program, edges; what one run takes of a machine. */
  readonly wholeCpuSeconds: number | null;
  /** Processor time that anybody used, of what all cores have. */
  readonly busyShare: number | null;
  /** The same while an edge was gray, which is when the figures are made. */
  readonly busyShareWhileGray: number | null;
  /** Time in which something stood ready and waited for a processor (pressure stall information of Linux). */
  readonly waitingShare: number | null;
  /** How late timers of the clients were. */
  readonly timersLateP99Milliseconds: number;
}

const RESOLUTION_MS = 10;
const SAMPLE_EVERY_MS = 1_000;

/** From now, which is the beginning of the phases, until the answer is called. */
export function watchMachine(): (phases: Gray) => MachineUse {
  const loadBefore = loadavg()[0]!;
  const cpuBefore = process.cpuUsage();
  const before = {
    ticks: processorTicks(),
    waitedMicroseconds: waitedMicroseconds(),
    family: familySeconds(),
    at: performance.now(),
  };
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const samples: Sample[] = [];
  const sample = () => samples.push({ atMs: performance.now() - before.at, ticks: processorTicks() });
  sample();
  const sampling = setInterval(sample, SAMPLE_EVERY_MS);
  sampling.unref();
  return (phases) => {
    delay.disable();
    clearInterval(sampling);
    const { user, system } = process.cpuUsage(cpuBefore);
    const ticks = processorTicks();
    const waited = waitedMicroseconds();
    const family = familySeconds();
    const microseconds = (performance.now() - before.at) * 1_000;
    return {
      cores: cpus().length,
      loadBefore,
      loadAfter: loadavg()[0]!,
      cpuSeconds: Math.round((user + system) / 10_000) / 100,
      wholeCpuSeconds: family !== null && before.family !== null ? Math.round(family - before.family) : null,
      busyShare: busyBetween(before.ticks, ticks),
      busyShareWhileGray: busyWhileGray(samples, phases),
      waitingShare:
        waited !== null && before.waitedMicroseconds !== null
          ? share(waited - before.waitedMicroseconds, microseconds)
          : null,
      timersLateP99Milliseconds: Math.round(Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS)),
    };
  };
}

const share = (part: number, whole: number) => Math.round((1_000 * part) / Math.max(1, whole)) / 1_000;

type Gray = Pick<Phases, 'grayFrom' | 'grayTo'>;

interface Sample {
  /** Since the beginning of the phases. */
  readonly atMs: number;
  readonly ticks: Ticks | null;
}

/** Null when fewer than two samples lie in the gray phase, or the system told nothing. */
export function busyWhileGray(samples: readonly Sample[], { grayFrom, grayTo }: Gray): number | null {
  const gray = samples.filter(({ atMs }) => atMs >= grayFrom && atMs <= grayTo);
  return busyBetween(gray.at(0)?.ticks, gray.at(-1)?.ticks);
}

function busyBetween(from: Ticks | null | undefined, to: Ticks | null | undefined): number | null {
  return from && to && to.all > from.all ? share(to.busy - from.busy, to.all - from.all) : null;
}

interface Ticks {
  readonly busy: number;
  readonly all: number;
}

/** All cores together: user, nice, system, idle, waiting for disks, interrupts and what a host took away. */
function processorTicks(): Ticks | null {
  const line = read('/proc/stat')?.split('\n')[0];
  if (!line) return null;
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  const all = ticks.reduce((sum, one) => sum + one, 0);
  return { all, busy: all - ticks[3]! - ticks[4]! };
}

function waitedMicroseconds(): number | null {
  const total = /some .*total=(\d+)/.exec(read('/proc/pressure/cpu') ?? '')?.[1];
  return total === undefined ? null : Number(total);
}

const TICKS_PER_SECOND = 100;

/** Processor time of this process and all that descend from it, those that ended included. */
function familySeconds(): number | null {
  const ticksOf = new Map<number, number>();
  const childrenOf = new Map<number, number[]>();
  try {
    for (const name of readdirSync('/proc')) {
      const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
      const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (!fields) continue;
      const [pid, parent] = [Number(name), Number(fields[1])];
      // utime, stime, cutime, cstime
      ticksOf.set(
        pid,
        fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0),
      );
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid]);
    }
  } catch {
    return null;
  }
  const sum = (pid: number): number =>
    (ticksOf.get(pid) ?? 0) + (childrenOf.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(process.pid) / TICKS_PER_SECOND;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
