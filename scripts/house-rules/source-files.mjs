import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const notSources = new Set(['node_modules', 'dist', 'coverage', 'meta']);

/** Every file below the folders whose name ends so, as `{ path, text }`; paths are relative and with slashes. */
export function sourceFiles(folders, endings) {
  return folders.flatMap((folder) => walk(folder, endings));
}

function walk(folder, endings) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll('\\', '/');
    if (entry.isDirectory()) return notSources.has(entry.name) ? [] : walk(path, endings);
    return endings.some((ending) => path.endsWith(ending)) ? [{ path, text: readFileSync(path, 'utf8') }] : [];
  });
}

/** What ships: neither tests nor what only helps them. */
export function ships({ path }) {
  return !/\.test\.tsx?$|\/testing[/-]|\.conformance\.ts$|-conformance/.test(path);
}
