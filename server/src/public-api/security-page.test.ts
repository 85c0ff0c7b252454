import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const files = globSync(['*.{json,md}', '{scripts,server,e2e,packages,edge,apps}/**/*.{ts,tsx,mjs}'], {
  cwd: root,
  exclude: (name) => /node_modules|\/dist\//.test(String(name)),
});

test('each line of the checklist that says met names a file that is there, and tests that are', () => {
  const met = page.split('\n').filter((line) => /^\|[^|]*\| met \|/.test(line));
  expect(met.length).toBeGreaterThan(30);
  const tests = files.filter((file) => /(\.test|email-change)\.ts$/.test(file));
  const titles = tests.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const faults = met.flatMap((line) => {
    const named = [...line.matchAll(/`([\w./-]+\.(?:ts|mjs|json))`|`(packages\/[\w-]+)`/g)].map(
      ([, file, folder]) => file ?? folder!,
    );
    const missing = named.filter(
      (name) => !files.some((file) => file === name || file.endsWith(`/${name}`) || file.startsWith(`${name}/`)),
    );
    const unsaid = [...line.matchAll(/“([^”]+)”/g)]
      .map(([, title]) => title!)
      .filter((title) => !titles.includes(title));
    return [
      ...(named.length === 0 ? [`names nothing: ${line}`] : []),
      ...missing.map((name) => `${basename(name)} is not there: ${line}`),
      ...unsaid.map((title) => `no test “${title}”: ${line}`),
    ];
  });
  expect(faults).toEqual([]);
});
