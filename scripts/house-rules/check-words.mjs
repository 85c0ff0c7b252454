// Words that may stand in certain places only. Runs on the project's Node: `node scripts/house-rules/check-words.mjs`.
import { clocks, leastFilesRead } from './house.mjs';
import { ships, sourceFiles } from './source-files.mjs';
import { callsWithoutBudget } from './time-budgets.mjs';

const code = ['.ts', '.tsx'];

/** Each finds what is wrong in a line; comments do not count. */
const rules = [
  {
    says: 'time is handed in; only a clock asks the machine for it',
    folders: ['server/src', 'edge/src', 'packages', 'apps'],
    endings: code,
    pattern: /\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b/,
    allowed: clocks,
  },
  {
    says: 'SQL does not ask the database what time it is',
    folders: ['server/src'],
    endings: [...code, '.sql'],
    pattern:
      /(?<![.\w])now\(\)(?!:|\s*\{| =>)|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\b(clock|statement|transaction)_timestamp\(|\bdefaultNow\(/i,
    allowed: [],
  },
  {
    says: 'schemas of the contract neither coerce nor transform: they would print as {}',
    folders: ['packages/api-contract/src'],
    endings: code,
    pattern: /\.coerce\b|\.transform\(|\.preprocess\(|\bz\.codec\(/,
    allowed: [],
  },
  {
    says: 'erasable syntax only, and no doubt left behind',
    folders: ['server/src', 'edge/src', 'packages', 'apps'],
    endings: code,
    pattern: /^\s*(export )?(const )?enum\s|^\s*(export )?namespace\s|\bTODO\b|\bFIXME\b|@ts-(ignore|nocheck)/,
    allowed: [],
  },
];

let filesRead = 0;
const faults = rules.flatMap(({ says, folders, endings, pattern, allowed }) =>
  sourceFiles(folders, endings).flatMap((file) => {
    filesRead++;
    if (!ships(file) || allowed.some((place) => place.test(file.path))) return [];
    return file.text.split('\n').flatMap((line, at) => {
      if (/^\s*(\/\/|\*|\/\*|--)/.test(line) || !pattern.test(line)) return [];
      return [`${file.path}:${at + 1}: ${line.trim().slice(0, 120)} — ${says}`];
    });
  }),
);

const budgets = 'every call over the network has a time budget: give it a signal';
for (const file of sourceFiles(['server/src', 'edge/src', 'packages', 'apps', 'sample'], code)) {
  if (!ships(file)) continue;
  for (const { line, text } of callsWithoutBudget(file.text))
    faults.push(`${file.path}:${line}: ${text.slice(0, 120)} — ${budgets}`);
}

if (filesRead < leastFilesRead)
  faults.push(`Only ${filesRead} files were read, of at least ${leastFilesRead}: the check is blind.`);
for (const fault of faults) console.error(fault);
console.log(`${filesRead} files read, ${faults.length} words where they may not stand`);
process.exit(faults.length === 0 ? 0 : 1);
