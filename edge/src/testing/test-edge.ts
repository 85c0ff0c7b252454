import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signOperatorToken } from '../incidents/index.ts';

/** A data folder of an edge program; `whenDone` is vitest's `afterAll` or `onTestFinished`, and removes it. */
export function newFolder(whenDone: (remove: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-edge-'));
  whenDone(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const configOf = (dataDirectory: string, more: Record<string, string> = {}) => ({
  DATA_DIR: dataDirectory,
  EDGE_PORT: '0',
  PROBE_INTERVAL_SECONDS: '1',
  LOG_LEVEL: 'silent',
  STATUS_PAGE_DIST: join(dataDirectory, 'not-built'),
  ...more,
});

/** What a signed-in operator of the installation comes with. */
export function tokenOf(dataDirectory: string, lifeSeconds = 300): string {
  const secret = Buffer.from(readFileSync(join(dataDirectory, 'edge/shared-secret'), 'utf8').trim(), 'base64url');
  const issuedAt = Math.floor(Date.now() / 1000);
  return signOperatorToken(
    { operatorId: 'op-1', name: 'Mia Lampert', issuedAt, expiresAt: issuedAt + lifeSeconds },
    secret,
  );
}

export const outage = {
  title: 'Messages arrive late',
  message: 'E-mails wait longer than usual. Nothing is lost.',
  affected: [{ componentId: 'outbound-email', impact: 'degraded' }],
};
