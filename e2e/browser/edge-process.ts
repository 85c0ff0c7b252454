import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../story/steps.ts';

const project = join(import.meta.dirname, '..', '..');

/** The edge program beside a platform, with the labelled example of an incident in its history. */
export class EdgeProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(child: ChildProcess, url: string, dataDir: string) {
    this.#child = child;
    this.url = url;
    this.#dataDir = dataDir;
  }

  /** `environment` is what is set beyond its addresses. */
  static async open(
    platformUrl: string,
    port: number,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<EdgeProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-edge-'));
    const child = spawn(process.execPath, ['edge/src/main.ts'], {
      cwd: project,
      env: {
        ...process.env,
        EDGE_PORT: String(port),
        HOST: '127.0.0.1',
        PLATFORM_URL: platformUrl,
        DATA_DIR: dataDir,
        SAMPLE: '1',
        LOG_LEVEL: 'error',
        ...environment,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const edge = new EdgeProcess(child, `http://127.0.0.1:${port}`, dataDir);
    await eventually(
      () =>
        fetch(`${edge.url}/status.json`)
          .then(({ status }) => status)
          .catch(() => 0),
      (status) => status === 200,
      60,
      (status) => `The edge program answers ${status}`,
    );
    return edge;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
