import { parseArgs } from 'node:util';

import { StartRefused } from './platform/index.ts';

/** What a person asked for on the command line. */
export interface Wishes {
  /** Make a real organisation of that name, unless there is one. */
  readonly organisation: string | null;
}

/** Errors: `StartRefused` for what is unknown or not there yet. */
export function readArguments(args: readonly string[]): Wishes {
  const { values } = parse(args);
  if (values.lan) {
    throw new StartRefused(
      'Serving the local network over HTTPS (--lan) is not built yet.',
      'Put a proxy with TLS before the platform and set PUBLIC_URL, or use it on this machine.',
    );
  }
  const organisation = values.organisation?.trim() ?? null;
  if (organisation === '')
    throw new StartRefused('--organisation needs a name.', 'Say npm start -- --organisation "Name".');
  return { organisation };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { organisation: { type: 'string' }, lan: { type: 'boolean' } } });
  } catch (error) {
    throw new StartRefused(`${(error as Error).message.split('. ')[0]}.`, 'Known are --organisation "Name" and --lan.');
  }
}
