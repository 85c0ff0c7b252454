import { writeFileSync } from 'node:fs';
import { printEndpoints } from './src/print-endpoints.ts';

writeFileSync(new URL('./src/endpoints.generated.ts', import.meta.url), printEndpoints());
