import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { screenPaths } from './screen-paths.ts';

describe('the addresses that start without a network', () => {
  it('are those of the router, all of them', () => {
    const router = readFileSync(join(import.meta.dirname, 'router.tsx'), 'utf8');
    const paths = [...router.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path);
    expect([...screenPaths].sort()).toEqual(paths.sort());
  });
});
