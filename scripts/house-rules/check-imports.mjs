// The import direction of the house. Runs on the project's Node: `node scripts/house-rules/check-imports.mjs`.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { leastFilesRead } from './house.mjs';
import { forbidden } from './import-rules.mjs';

const { output } = await cruise(
  ['server', 'edge', 'packages', 'apps'],
  {
    validate: true,
    ruleSet: { forbidden },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|^data/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
  },
  {
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'default'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
  },
  { tsConfig: extractTSConfig('tsconfig.json') },
);

const { violations, totalCruised } = output.summary;
for (const { rule, from, to, comment } of violations)
  console.error(`${from} → ${to}: ${rule.name}${comment ? ` (${comment})` : ''}`);
// With a compiler whose API it does not know, dependency-cruiser reads nothing and finds nothing wrong.
if (totalCruised < leastFilesRead) {
  console.error(`Only ${totalCruised} files were read, of at least ${leastFilesRead}: the check is blind.`);
  process.exit(1);
}
console.log(`${totalCruised} files read, ${violations.length} imports against the direction of the house`);
process.exit(violations.length === 0 ? 0 : 1);
