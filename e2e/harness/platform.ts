import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..', '..');
const START_MILLISECONDS = 180_000;

interface Ready {
  readonly kind: 'ready';
  readonly url: string;
  readonly links: readonly { readonly name: string; readonly value: string }[];
}

/** Where a platform runs: an address of this machine, or of a network namespace whose `ip netns exec NAME` stands before the command. */
export interface PlatformPlace {
  readonly host: string;
  readonly port: number;
  readonly through: readonly string[];
  /** Folder of the data folder; the system's for temporary files unless said. */
  readonly in: string;
}

/** The platform as people run it: a process of its own, with a data folder of its own, that can be killed. */
export class PlatformProcess {
  readonly url: string;
  readonly #place: PlatformPlace;
  readonly #dataDir: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #wishes: readonly string[];
  #process: ChildProcess | null = null;
  links: Ready['links'] = [];

  private constructor(
    place: PlatformPlace,
    dataDir: string,
    environment: Readonly<Record<string, string>>,
    wishes: readonly string[],
  ) {
    this.#place = place;
    this.#dataDir = dataDir;
    this.#environment = environment;
    this.#wishes = wishes;
    this.url = `http://${place.host}:${place.port}`;
  }

  /** For a second process on the same database. */
  get databaseUrl(): string {
    const socket = encodeURIComponent(join(this.#dataDir, 'postgres', 'socket'));
    return `postgresql://roundsman@localhost/roundsman?host=${socket}`;
  }

  /** Of the embedded database server. */
  databasePid(): number {
    return Number(readFileSync(join(this.#dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** `environment` is what is set beyond the address and the data folder; `wishes` are arguments of the start. */
  static async open(
    environment: Readonly<Record<string, string>> = {},
    place: Partial<PlatformPlace> = {},
    wishes: readonly string[] = [],
  ): Promise<PlatformProcess> {
    const dataDir = await mkdtemp(join(place.in ?? tmpdir(), 'roundsman-'));
    // As root the database runs as an account of its own, which has to pass through.
    await chmod(dataDir, 0o711);
    const somewhere = { host: '127.0.0.1', port: await freePort(), through: [], in: tmpdir(), ...place };
    const platform = new PlatformProcess(somewhere, dataDir, environment, wishes);
    await platform.start();
    return platform;
  }

  async start(): Promise<void> {
    const { host, port, through } = this.#place;
    const [program, ...args] = [...through, process.execPath, 'server/src/main.ts', ...this.#wishes];
    const child = spawn(program!, args, {
      cwd: project,
      env: {
        ...process.env,
        PORT: String(port),
        HOST: host,
        DATA_DIR: this.#dataDir,
        LOG_LEVEL: 'error',
        CHECK_ANSWERS: '1',
        ...this.#environment,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process = child;
    const ready = await new Promise<Ready>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('The platform took too long to start')), START_MILLISECONDS);
      child.on('message', (message: Ready | { kind: 'refused' | 'failed'; what?: string; error?: string }) => {
        if (message.kind === 'ready') {
          clearTimeout(late);
          resolve(message as Ready);
        } else if (message.kind === 'refused' || message.kind === 'failed')
          reject(new Error('what' in message ? message.what : message.error));
      });
      child.once('exit', (code) => reject(new Error(`The platform ended with ${code}`)));
    });
    this.links = ready.links;
  }

  /** `kill -9`: nothing is finished, nothing is said. The database goes on and is adopted by the next start. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
