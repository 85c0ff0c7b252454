import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readBestKnown } from './read-folder.ts';
import { cheapestOf, type OwnReference } from './references-of-runs.ts';
import type { Result } from './table.ts';

const USAGE = `npm run bench:references -- --instances DIR --from FILE,FILE…
  Where nobody has best known solutions: writes the cheapest plan of the runs in FILEs (kept by bench:solver -- --json) into DIR/bks.json as the
  set's reference, with the seed and the CPU seconds of its run, unless a cheaper one is there; then the gaps to it into the FILEs.
  Only a set that says "reference": "own-longest-run" is written.`;

const { values } = parseArgs({
  options: { instances: { type: 'string' }, from: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help || !values.instances || !values.from) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const index = join(values.instances, 'bks.json');
const known = readBestKnown(values.instances);
if (known.reference !== 'own-longest-run') throw new Error(`${index} has best known solutions; they stay.`);
const files = values.from.split(',').map((path) => ({
  path,
  kept: JSON.parse(readFileSync(path, 'utf8')) as { results: Result[]; threads: number },
}));
const bks: Record<string, OwnReference> = { ...known.bks } as Record<string, OwnReference>;
for (const { kept } of files) {
  for (const result of kept.results) {
    const cheapest = cheapestOf(result, kept.threads, bks[result.name]);
    if (cheapest) bks[result.name] = cheapest;
  }
}
writeFileSync(index, `${JSON.stringify({ ...known, bks }, null, 2)}\n`);
for (const { path, kept } of files) {
  const results = kept.results.map((result) => ({
    ...result,
    best: bks[result.name] ?? null,
    runs: result.runs.map((run) => ({ ...run, gap: gapTo(bks[result.name], run.cost) })),
  }));
  writeFileSync(path, `${JSON.stringify({ ...kept, results })}\n`);
}
for (const [name, { cost, routes, seed, cpuSeconds }] of Object.entries(bks))
  console.log(`${name}: ${cost} on ${routes} routes, seed ${seed} in ${cpuSeconds} CPU s`);

function gapTo(reference: OwnReference | undefined, cost: number): number | null {
  return reference ? Math.round(1e6 * (cost / reference.cost - 1)) / 1e4 : null;
}
