import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printPython } from './src/print-python.ts';

writeFileSync(join(import.meta.dirname, '..', 'client', 'python', 'roundsman.py'), printPython());
