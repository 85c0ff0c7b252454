// Run by `npm pack` when it is done: the package leads to its sources again.
import { renameSync, rmSync } from 'node:fs';

renameSync('package.json.source', 'package.json');
rmSync('dist', { recursive: true, force: true });
