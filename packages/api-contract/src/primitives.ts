import { z } from 'zod';

/** The words that every schema shares. Units stand in the names of the fields; instants are RFC 3339 in UTC. */

export const Id = z.uuid().meta({ description: 'UUIDv7' });
export const Instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC', example: '2026-11-23T08:30:00Z' });
export const ServiceDate = z.iso
  .date()
  .regex(/^2[01]/)
  .meta({ description: 'A calendar date in the branch’s zone, 2000 to 2199', example: '2026-11-23' });
export const LocalTime = z
  .string()
  .regex(/^[0-4]\d:[0-5]\d$/)
  .meta({ description: 'Local time HH:MM; past 24:00 means the next day', example: '13:30' });
export const Zone = z.string().min(1).max(64).meta({ description: 'IANA time zone', example: 'Europe/Vaduz' });
/** A name of the IANA list that this machine knows; `+01:00` is one to JavaScript too, and the other way round to PostgreSQL. */
export const KnownZone = Zone.regex(/^[A-Za-z]/).refine(isZone, {
  error: 'Not a time zone of the IANA list: Europe/Vaduz',
});

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** ISO 4217. Amounts are counted in hundredths on all screens, so it is one that has them. */
export const Currency = z
  .string()
  .refine(hasHundredths, { error: 'A currency of hundredths by its three letters: EUR, CHF, USD' })
  .meta({ description: 'ISO 4217', example: 'CHF' });

function hasHundredths(currency: string): boolean {
  if (!Intl.supportedValuesOf('currency').includes(currency)) return false;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits === 2;
}

export const LonLat = z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
export const Money = z.object({ amountMinor: z.int(), currency: z.string().length(3) });

/** A short code that people read out: `J-7K2M9Q`. */
export const Code = z.string().min(1).max(16);
export const ShortText = z.string().trim().min(1).max(200);
export const LongText = z.string().max(4000);
export const WholeNumber = z.int().min(0).max(2_000_000_000);

export const PageQuery = {
  after: z.string().max(400).optional().meta({ description: 'The `next` of the page before' }),
  limit: z.int().min(1).max(500).optional().meta({ description: 'Rows a page, 100 unless said' }),
};

/** Of what an organisation sets up: as a rule all of it on one page. */
export const WholeListQuery = {
  after: PageQuery.after,
  limit: z.int().min(1).max(5000).optional().meta({ description: 'Rows a page, 5,000 unless said' }),
};

export function page<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    next: z.string().nullable().meta({ description: 'Cursor of the next page; null at the end' }),
  });
}

/** One row's answer of a bulk verb: the others go on when one is refused. */
export const BulkResult = z.object({
  id: Id,
  done: z.boolean(),
  problem: z.object({ code: z.string(), message: z.string(), remedy: z.string().optional() }).optional(),
});
export type BulkResult = z.infer<typeof BulkResult>;

export const RowRefs = z.object({ ids: z.array(Id).min(1).max(1000) });

/** Longitude and latitude pairs, only inside GeoJSON. */
export const GeoJsonLine = z.object({
  type: z.literal('LineString'),
  coordinates: z.array(z.array(z.number()).min(2).max(3)),
});

export type LonLatDto = z.infer<typeof LonLat>;
