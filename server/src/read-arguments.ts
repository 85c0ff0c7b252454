import { parseArgs } from 'node:util';
import { Currency, KnownZone } from '@roundsman/api-contract';
import { StartRefused } from './platform/index.ts';

/** What a person asked for on the command line. */
export interface Wishes {
  /** Make a real organisation of that name, unless there is one. */
  readonly organisation: string | null;
  /** Its zone and currency; null for the machine's and EUR. */
  readonly timeZone: string | null;
  readonly currency: string | null;
  /** Serve the local network over HTTPS. */
  readonly lan: boolean;
}

const SAY = 'Say npm start -- --organisation "Name".';

/** Errors: `StartRefused` for what is unknown. */
export function readArguments(args: readonly string[]): Wishes {
  const { values } = parse(args);
  const organisation = values.organisation?.trim() ?? null;
  if (organisation === '') throw new StartRefused('--organisation needs a name.', SAY);
  const timeZone = values['time-zone'] ?? null;
  const currency = values.currency ?? null;
  if (organisation === null && (timeZone ?? currency) !== null)
    throw new StartRefused('--time-zone and --currency are of a new organisation.', SAY);
  if (timeZone !== null && !KnownZone.safeParse(timeZone).success)
    throw new StartRefused(`There is no time zone ${timeZone}.`, 'Name one of the IANA list: Europe/Zurich.');
  if (currency !== null && !Currency.safeParse(currency).success)
    throw new StartRefused(`${currency} is no currency of hundredths.`, 'Name one by its three letters: CHF.');
  return { organisation, timeZone, currency, lan: values.lan ?? false };
}

function parse(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { organisation: text, 'time-zone': text, currency: text, lan: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new StartRefused(
      `${(error as Error).message.split('. ')[0]}.`,
      'Known are --organisation "Name", with --time-zone and --currency, and --lan.',
    );
  }
}
