import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signOperatorToken } from '@roundsman/edge';

const project = join(import.meta.dirname, '..', '..', '..');
const START_MILLISECONDS = 60_000;
const TICKS_PER_SECOND = 100;

/** What the monitor did about an edge, as its own record has it. */
export interface Change {
  readonly at: string;
  readonly edge: string;
  readonly kind: 'drain' | 'readmit' | 'page';
  readonly weight: number;
  readonly why: string;
}
export interface FleetRecord {
  readonly changes: readonly Change[];
  readonly drafts: readonly {
    readonly edge: string;
    readonly state: string;
    readonly createdAt: string;
    readonly incidentId: string | null;
  }[];
}

/** The edge program as people run it, in a process of its own. */
export class EdgeProgram {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #dataDir: string;
  #isClosing = false;
  /** Rejects when it ends by itself: what is measured afterwards would be something else. */
  readonly died: Promise<never>;

  private constructor(url: string, child: ChildProcess, dataDir: string) {
    this.url = url;
    this.#process = child;
    this.#dataDir = dataDir;
    this.died = new Promise((_, reject) => {
      child.once('exit', (code, signal) => {
        if (!this.#isClosing) reject(new Error(`The edge program ended with ${code ?? signal} in the middle of a run`));
      });
    });
    // Whoever waits hears of it; if nobody does yet, it is no fault of this process.
    this.died.catch(() => {});
  }

  /** Throws with what it said, or that it said nothing, when it does not serve within a minute. `at` is where it is reached, if not here. */
  static async open(
    port: number,
    environment: Readonly<Record<string, string>>,
    at: { readonly url: string | null; readonly through: readonly string[] } = { url: null, through: [] },
  ): Promise<EdgeProgram> {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundsman-drill-'));
    const [program, ...args] = [...at.through, process.execPath, 'edge/src/main.ts'];
    const child = spawn(program!, args, {
      cwd: project,
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        EDGE_PORT: String(port),
        LOG_LEVEL: 'error',
        INCIDENT_PUBLISHING: 'automatic',
        ...environment,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    try {
      const url = await started(child);
      return new EdgeProgram(at.url ?? url, child, dataDir);
    } catch (error) {
      child.kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  async manifestKeys(): Promise<string[]> {
    return ((await (await fetch(`${this.url}/edge-api/manifest-key`)).json()) as { keys: string[] }).keys;
  }

  /** Verdicts, changes and drafts, read as an operator reads them. */
  async record(): Promise<FleetRecord> {
    const secret = Buffer.from(readFileSync(join(this.#dataDir, 'edge/shared-secret'), 'utf8').trim(), 'base64url');
    const issuedAt = Math.floor(Date.now() / 1000);
    const token = signOperatorToken(
      { operatorId: 'drill', name: 'Drill', issuedAt, expiresAt: issuedAt + 300 },
      secret,
    );
    const answer = await fetch(`${this.url}/edge-api/fleet`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`The edge program refused its record: ${answer.status}`);
    return (await answer.json()) as FleetRecord;
  }

  get processId(): number {
    return this.#process.pid!;
  }

  /** Processor time used so far and the most memory it ever held; null where the system does not tell. */
  usage(): { cpuSeconds: number; peakMegabytes: number } | null {
    try {
      const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#process.pid}/status`, 'utf8'))?.[1];
      return {
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
        peakMegabytes: Math.round(Number(peak) / 1024),
      };
    } catch {
      return null;
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Its address once it serves. It may also die, or be silent. */
function started(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The edge program said nothing for a minute')), START_MILLISECONDS);
    const settle = (run: () => void) => {
      clearTimeout(late);
      run();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) =>
      settle(() => reject(new Error(`The edge program ended with ${code ?? signal} before it served`))),
    );
    child.once('message', (said: { kind: string; url?: string; what?: string }) =>
      settle(() => {
        if (said.kind === 'ready' && said.url) resolve(said.url);
        else reject(new Error(`The edge program did not start: ${said.what}`));
      }),
    );
  });
}
