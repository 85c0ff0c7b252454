// `npm test`: everything there is to check, on a fresh clone too. Runs on Node 20. `npm test -- types unit` runs parts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApps } from './set-up/build-apps.mjs';
import { installWhenStale } from './set-up/install.mjs';
import { project, refuseOldNode, runEntry, SetUpError } from './set-up/project.mjs';
import { auditDependencies } from './testing/audit-dependencies.mjs';
import { findChromium } from './testing/chromium.mjs';
import { findDebianProgram } from './testing/debian-program.mjs';
import { findPostgresql15, withPostgresql15 } from './testing/postgresql-15.mjs';
import { asOneTest, outcome } from './testing/run-part.mjs';
import { runVitest } from './testing/run-vitest.mjs';

/** The native compiler: several times as fast; the other one is there for its API, which dependency-cruiser reads with. */
const tsc = 'node_modules/typescript-7/bin/tsc';

/** In the order in which they tell most for their time. */
const parts = {
  types: () => asOneTest(tsc, ['-p', 'tsconfig.json']),
  'web types': () => asOneTest(tsc, ['-p', 'tsconfig.web.json']),
  format: () => asOneTest('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  promises: () => asOneTest('node_modules/oxlint/bin/oxlint', ['--type-aware']),
  imports: () => asOneTest('scripts/house-rules/check-imports.mjs', []),
  words: () => asOneTest('scripts/house-rules/check-words.mjs', []),
  'dead code': () => asOneTest('node_modules/knip/bin/knip.js', ['--no-progress']),
  audit: auditDependencies,
  unit: () => runVitest(['--project', 'unit']),
  'real peers': withRealPeers,
  integration: () => runVitest(['--project', 'integration']),
  'integration on PostgreSQL 15': onPostgresql15,
  drills: () => runVitest(['--project', 'drills']),
  'end to end': endToEnd,
};

const readers = new Set(['types', 'web types', 'format', 'promises', 'imports', 'words', 'dead code', 'audit']);

await runEntry(async () => {
  refuseOldNode();
  await installWhenStale(progress);
  const wanted = choose(process.argv.slice(2));
  const mayNotSkip = ['1', 'true'].includes(process.env.CI ?? '');
  const total = { passed: 0, failed: 0 };
  const words = [];
  for (const names of inTurns(wanted)) {
    progress(names.join(' · '));
    const outcomes = await Promise.all(names.map((name) => parts[name]()));
    for (const [index, { passed, failed, skipped, excused = [], failures }] of outcomes.entries()) {
      const refused = mayNotSkip ? skipped.length : 0;
      total.passed += passed;
      total.failed += failed + refused;
      words.push(`${failed + refused === 0 ? '✓' : '✗'} ${names[index]}: ${passed} passed, ${failed + refused} failed`);
      // At the end, where it is read, and not only in the middle of what two workers say at once.
      for (const test of failures) words.push(`  failed: ${test}`);
      for (const why of excused) words.push(`  skipped, also where nothing may be: ${why}`);
      for (const why of skipped) words.push(`  ${mayNotSkip ? 'may not be skipped here' : 'skipped'}: ${why}`);
    }
  }
  console.log(`\n${words.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});

/** What only reads the sources goes two at a time; what measures or serves has the machine to itself. */
function inTurns(names) {
  const turns = [];
  for (const name of names) {
    const last = turns.at(-1);
    if (last?.length === 1 && readers.has(name) && readers.has(last[0])) last.push(name);
    else turns.push([name]);
  }
  return turns;
}

function choose(asked) {
  const known = Object.keys(parts);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new SetUpError(`There is no part ${unknown.join(', ')}.`, `Parts are: ${known.join(', ')}.`);
  return asked.length > 0 ? asked : known;
}

/** Tests against programs of Debian: what is not there is skipped by name. */
async function withRealPeers() {
  const peers = {
    POSTFIX: { program: 'postfix', debianPackage: 'postfix', mustBeRoot: true },
    KNOTD: { program: 'knotd', debianPackage: 'knot' },
    DRIVE_SMPP: { program: 'drive_smpp', debianPackage: 'kannel-extras' },
  };
  const env = {};
  const missing = [];
  for (const [variable, peer] of Object.entries(peers)) {
    const isRoot = process.getuid?.() === 0;
    const found =
      peer.mustBeRoot && !isRoot
        ? { why: `${peer.program} can only be started by root` }
        : findDebianProgram(peer, progress);
    if (found.why) missing.push(`the tests with a real ${peer.program}: ${found.why}`);
    else env[variable] = found.path;
  }
  if (Object.keys(env).length === 0) return outcome(0, 0, missing);
  const { passed, failed, failures } = await runVitest(['--project', 'real-peers'], env);
  return outcome(passed, failed, missing, failures);
}

async function onPostgresql15() {
  const found = findPostgresql15();
  if (found.why) return outcome(0, 0, [`the server on PostgreSQL 15: ${found.why}`]);
  // Only what speaks SQL: the doors were asked everything on the embedded one.
  return withPostgresql15(found, (url) =>
    runVitest(['--project', 'integration', 'server/'], { TEST_DATABASE_URL: url }),
  );
}

async function endToEnd() {
  const folder = join(project, 'e2e');
  const tests =
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => file.endsWith('.test.ts'));
  if (!tests) return outcome(0, 0, ['the browser tests: there are none in e2e/ yet']);
  const found = findChromium(progress);
  if (found.why) return outcome(0, 0, [`the browser tests: ${found.why}`]);
  await buildApps(progress);
  return runVitest(['--project', 'end-to-end'], { CHROMIUM_PATH: found.path });
}

function progress(text) {
  console.log(`\n· ${text}`);
}
