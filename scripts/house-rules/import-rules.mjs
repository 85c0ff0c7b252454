import { doors, modules } from './house.mjs';

/** What the `exports` of a package lead to: its table of contents, and for ui also styles and single entries. */
// A package may have further doors: the ones its package.json exports.
const indexFile = '/index\\.tsx?$|^packages/ui/|^packages/road-network/src/map-style\\.ts$';
const any = (names) => `(${names.join('|')})`;
const test = '\\.test\\.tsx?$';
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const moduleOrder = modules.map((name, at) =>
  forbid(
    `module-order-${name}`,
    `${name} may call the modules before it; what must go up goes through the event log`,
    { path: `^server/src/modules/${name}/`, pathNot: test },
    { path: `^server/src/modules/${any(modules.slice(at + 1).concat('$none'))}/` },
  ),
);

/** The import direction of the house, for dependency-cruiser. */
export const forbidden = [
  forbid(
    'packages-know-nobody',
    'packages import packages only',
    { path: '^packages/' },
    { path: '^(server|edge|apps|e2e|bench)/' },
  ),
  forbid('apps-on-packages', 'apps live on packages only', { path: '^apps/' }, { path: '^(server|edge)/' }),
  forbid(
    'apps-apart',
    'an app imports no other app',
    { path: '^apps/([^/]+)/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  forbid(
    'edge-alone',
    'the edge program imports nothing of the platform',
    { path: '^edge/' },
    { path: '^(server|apps)/' },
  ),
  forbid(
    'server-below',
    'the server imports packages, never edge or apps',
    { path: '^server/' },
    { path: '^(edge|apps)/' },
  ),
  forbid(
    'platform-below',
    'the platform knows no module and no door',
    { path: '^server/src/platform/', pathNot: test },
    { path: `^server/src/(modules|${doors.join('|')}|roles|main)` },
  ),
  forbid(
    'modules-below',
    'modules know no door',
    { path: '^server/src/modules/', pathNot: test },
    { path: `^server/src/(${doors.join('|')}|roles|main)` },
  ),
  forbid(
    'doors-apart',
    'a door does not lean on another',
    { path: `^server/src/${any(doors)}/`, pathNot: test },
    { path: `^server/src/${any(doors)}/`, pathNot: '^server/src/$1/' },
  ),
  forbid(
    'module-front-door',
    'a module is entered through its index.ts; another may also join its tables, through schema.ts, and test with its testing/',
    { path: '^server/src/modules/([^/]+)/' },
    { path: '^server/src/modules/[^/]+/(?!(index|schema|testing/index)\\.ts$)', pathNot: '^server/src/modules/$1/' },
  ),
  forbid(
    'module-front-door-for-doors',
    'a door enters a module through its index.ts alone',
    { path: '^server/src/(?!modules/)', pathNot: test },
    { path: '^server/src/modules/[^/]+/(?!index\\.ts$)' },
  ),
  forbid(
    'packages-apart',
    'a package enters another by its name',
    { path: '^packages/([^/]+)/' },
    { path: '^packages/', pathNot: ['^packages/$1/', indexFile] },
  ),
  forbid(
    'package-front-door',
    'a package is entered by its name',
    { path: '^(server|edge|apps)/' },
    { path: '^packages/', pathNot: indexFile },
  ),
  ...moduleOrder,
  forbid(
    'no-circle',
    'files that need each other at run time are one file',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  forbid(
    'no-stranger',
    'what is imported is declared in the package’s own package.json',
    { pathNot: `${test}|^(scripts|e2e|bench|vitest)|vite\\.config` },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  forbid(
    'nothing-missing',
    'every import leads somewhere',
    {},
    { couldNotResolve: true, pathNot: '\\?(worker|url|raw|inline)|virtual:' },
  ),
  forbid(
    'no-test-help',
    'what ships does not lean on tests',
    { path: '^(server|edge|packages|apps)/', pathNot: `${test}|/testing|\\.conformance\\.ts$|-conformance` },
    { path: `${test}|^server/src/(platform|modules/[^/]+)/testing/|^packages/[^/]+/src/testing/` },
  ),
];
