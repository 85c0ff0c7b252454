import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a simulation showed: printed, and with `KEEP_FIGURES=FOLDER` kept there as JSON, from which `npm run drill -- simulations` writes the page. */
export function keepFigures(name: string, figures: object): void {
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
  const folder = process.env.KEEP_FIGURES;
  if (folder !== undefined) writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}
