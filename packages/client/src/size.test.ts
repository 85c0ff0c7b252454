import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, test } from 'vitest';

const MOST_BYTES = 8 * 1024;

test('the network part is at most 8 kB compressed', async () => {
  const entry = fileURLToPath(new URL('./client.ts', import.meta.url));
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, target: 'es2022', lib: { entry, formats: ['es'] } },
  })) as Rollup.RollupOutput[];
  const chunks = built.flatMap(({ output }) => output).filter((part) => part.type === 'chunk');
  const code = chunks.map((chunk) => chunk.code).join('');
  // It really is the client, not an empty shell that any limit would let pass.
  expect(code).toContain('Idempotency-Key');
  expect(code).toContain('text/event-stream');
  const sizes = { gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
  console.log(`network part: ${code.length} B, gzip ${sizes.gzip} B, brotli ${sizes.brotli} B`);
  expect(sizes.gzip).toBeLessThanOrEqual(MOST_BYTES);
});
