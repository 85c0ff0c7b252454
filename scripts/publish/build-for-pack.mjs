// Run by `npm pack` in a package's folder: builds dist (JavaScript and types for Node 20) and has package.json lead there while it is packed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.cwd();
const manifest = join(folder, 'package.json');
rmSync(join(folder, 'dist'), { recursive: true, force: true });
const root = join(import.meta.dirname, '../..');
const config = join(folder, 'tsconfig.pack.json');
writeFileSync(
  config,
  JSON.stringify({
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: false,
      outDir: 'dist',
      rootDir: 'src',
      declaration: true,
      rewriteRelativeImportExtensions: true,
      target: 'ES2022',
      types: ['node'],
    },
    include: ['src/**/*.ts'],
    exclude: ['src/**/*.test.ts', 'src/testing/**'],
  }),
);
try {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'inherit' });
} finally {
  rmSync(config);
}

copyFileSync(manifest, join(folder, 'package.json.source'));
const described = JSON.parse(readFileSync(manifest, 'utf8'));
delete described.private;
delete described.scripts;
described.exports = Object.fromEntries(
  Object.entries(described.exports)
    .filter(([name]) => name !== './testing')
    .map(([name, source]) => [name, built(source)]),
);
writeFileSync(manifest, `${JSON.stringify(described, null, 2)}\n`);

function built(source) {
  const file = source.replace('./src/', './dist/').replace(/\.ts$/, '');
  return { types: `${file}.d.ts`, default: `${file}.js` };
}
