import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

/** What figures were measured on and when: they mean nothing without. */
export function describeMachine() {
  return {
    measuredAt: new Date().toISOString(),
    node: process.version,
    v8: process.versions.v8,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
  };
}

export interface HowBusy {
  /** Load average of the last minute, those who measure included. */
  readonly load: number;
  /** Cores that were busy on average, and those of them that somebody else used; null where the system does not tell. */
  readonly busyCores: number | null;
  readonly othersCores: number | null;
}

/** Watches from now on. The answer takes the CPU seconds that whoever measures has used meanwhile, with all its processes. */
export function watchMachine(): (ownSeconds: number) => HowBusy {
  const [before, began] = [busySeconds(), performance.now()];
  return (ownSeconds) => {
    const [after, seconds] = [busySeconds(), (performance.now() - began) / 1000];
    const load = rounded(loadavg()[0]!);
    if (before === null || after === null) return { load, busyCores: null, othersCores: null };
    const busy = after - before;
    return {
      load,
      busyCores: rounded(busy / seconds),
      othersCores: rounded(Math.max(0, busy - ownSeconds) / seconds),
    };
  };
}

export function printHowBusy({ load, busyCores, othersCores }: HowBusy): void {
  const { cpu, cores } = describeMachine();
  const others = othersCores === null ? '' : `, ${busyCores} cores busy, ${othersCores} of them with something else`;
  console.log(`load ${load} on ${cores} cores (${cpu})${others}`);
}

/** CPU seconds of everything on the machine since it started. */
function busySeconds(): number | null {
  const TICKS_A_SECOND = 100;
  try {
    const [user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8')
      .split('\n')[0]!
      .trim()
      .split(/\s+/)
      .slice(1)
      .map(Number) as [number, number, number, number, number, number, number];
    return (user + nice + system + irq + softirq) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100;
