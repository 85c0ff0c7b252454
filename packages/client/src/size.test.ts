import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, test } from 'vitest';

/** Bytes of gzip. The whole is what the Operator App carries: its list of edges with keys, its policy and its session too. */
const MOST_BYTES = { 'the network part': 8_000, 'the network part with the list of a page and a session': 9_000 };

const entries: Record<keyof typeof MOST_BYTES, readonly string[]> = {
  'the network part': ['client.ts'],
  'the network part with the list of a page and a session': [
    'client.ts',
    'edges/manifest-of-page.ts',
    'session/device-session.ts',
  ],
};

/** Put together as the apps are: as a library Vite would leave the white space in. */
async function sizeOf(files: readonly string[]) {
  const paths = files.map((file) => fileURLToPath(new URL(`./${file}`, import.meta.url)));
  const entry = 'the-entry';
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: entry,
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? paths.map((path) => `export * from ${JSON.stringify(path)};`).join('\n') : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  const code = built.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('');
  // It really is the client, not an empty shell that any limit would let pass.
  expect(code).toContain('Idempotency-Key');
  expect(code).toContain('text/event-stream');
  return {
    plain: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  };
}

for (const [name, most] of Object.entries(MOST_BYTES))
  test(`${name} is at most ${most / 1000} kB compressed`, async () => {
    const sizes = await sizeOf(entries[name as keyof typeof MOST_BYTES]);
    console.log(`${name}: ${sizes.plain} B, gzip ${sizes.gzip} B, brotli ${sizes.brotli} B`);
    expect(sizes.gzip).toBeLessThanOrEqual(most);
  });
