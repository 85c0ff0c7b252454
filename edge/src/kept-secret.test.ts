import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keptSecret, newEmergencyCode, newSharedSecret } from './kept-secret.ts';

describe('a kept secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-secret-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made once, for the owner alone, and leaves nothing else behind', () => {
    const file = join(folder, 'edge', 'shared-secret');
    const first = keptSecret(file, newSharedSecret);
    expect(keptSecret(file, newSharedSecret)).toBe(first);
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'edge'))).toEqual(['shared-secret']);
  });

  it('is that of the program which came first when two make it at once', () => {
    const file = join(folder, 'code');
    const second = keptSecret(file, () => keptSecret(file, () => 'first'));
    expect(second).toBe('first');
  });

  it('can be read out over the phone', () => {
    expect(newEmergencyCode()).toMatch(/^([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}$/);
  });
});
