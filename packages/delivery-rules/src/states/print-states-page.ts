import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { statesPage } from './states-page.ts';

writeFileSync(join(import.meta.dirname, '..', '..', 'STATES.md'), statesPage());
