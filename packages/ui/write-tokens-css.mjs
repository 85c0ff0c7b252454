import { writeFileSync } from 'node:fs';
import { printTokensCss } from './src/tokens/print-css.ts';

writeFileSync(new URL('./src/tokens/tokens.css', import.meta.url), printTokensCss());
