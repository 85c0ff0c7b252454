import { parseArgs } from 'node:util';

import { StartRefused } from './platform/index.ts';

/** What a person asked for on the command line. */
export interface Wishes {
  /** Make a real organisation of that name, unless there is one. */
  readonly organisation: string | null;
  /** Serve the local network over HTTPS. */
  readonly lan: boolean;
}

/** Errors: `StartRefused` for what is unknown. */
export function readArguments(args: readonly string[]): Wishes {
  const { values } = parse(args);
  const organisation = values.organisation?.trim() ?? null;
  if (organisation === '')
    throw new StartRefused('--organisation needs a name.', 'Say npm start -- --organisation "Name".');
  return { organisation, lan: values.lan ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { organisation: { type: 'string' }, lan: { type: 'boolean' } } });
  } catch (error) {
    throw new StartRefused(`${(error as Error).message.split('. ')[0]}.`, 'Known are --organisation "Name" and --lan.');
  }
}
