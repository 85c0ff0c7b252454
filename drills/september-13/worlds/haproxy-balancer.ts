import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askHaproxy } from '../../../deploy/haproxy/runtime-socket.ts';
import { freePort } from '../../../e2e/harness/platform.ts';

export interface HaproxyBalancer {
  readonly url: string;
  /** Checks that failed so far, and servers that it holds for down now. */
  checks(): Promise<{ failedChecks: number; down: number }>;
  close(): Promise<void>;
}

/** An edge as the balancer calls it. */
export interface BalancedEdge {
  /** `host:port`. */
  readonly address: string;
  readonly tls?: { readonly hostname: string; readonly authorityFile: string };
}

/**
 * The best peer of the comparison: HAProxy before the same three edges, tuned to 2 s × 3 checks with observed answers. `source` is the address it
 * calls from. Null without HAProxy.
 */
export async function startHaproxy(edges: readonly BalancedEdge[], source?: string): Promise<HaproxyBalancer | null> {
  if (spawnSync('haproxy', ['-v']).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-haproxy-'));
  const port = await freePort();
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(port, join(folder, 'admin.sock'), edges, source));
  const child: ChildProcess = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  await untilListening(port);
  return {
    url: `http://127.0.0.1:${port}`,
    checks: async () => {
      const rows = (await askHaproxy(join(folder, 'admin.sock'), 'show stat'))
        .split('\n')
        .map((line) => line.split(','));
      const names = rows[0] ?? [];
      const servers = rows.filter((row) => row[0] === 'edges' && row[1]?.startsWith('edge-'));
      const column = (name: string) => names.indexOf(name);
      return {
        failedChecks: servers.reduce((sum, row) => sum + Number(row[column('chkfail')] ?? 0), 0),
        down: servers.filter((row) => row[column('status')]?.startsWith('DOWN')).length,
      };
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(port: number, socket: string, edges: readonly BalancedEdge[], source?: string): string {
  const over = ({ tls }: BalancedEdge) =>
    tls
      ? ` ssl verify required ca-file ${tls.authorityFile} sni str(${tls.hostname}) check-sni ${tls.hostname} alpn http/1.1`
      : '';
  const servers = edges.map((edge, at) => `  server edge-${at + 1} ${edge.address}${over(edge)}`);
  return `global
  stats socket ${socket} mode 600 level admin
  log stderr local0 emerg
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  retries 3
  option redispatch
frontend clients
  bind 127.0.0.1:${port}
  default_backend edges
backend edges
  balance roundrobin
${source ? `  source ${source}\n` : ''}  default-server check inter 2s fall 3 rise 2 observe layer7 error-limit 10 on-error mark-down
${servers.join('\n')}
`;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.end());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('HAProxy does not listen');
}
