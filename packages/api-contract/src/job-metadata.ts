import { z } from 'zod';

/** An integration's own words about a job: the platform keeps, gives back and finds them, and reads nothing into them. */

export const MOST_METADATA_KEYS = 50;
const MOST_CONDITIONS = 5;

/** Letters or digits in front, so that no key is a word of JavaScript's own objects. */
export const MetadataKey = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,39}$/);
const MetadataValue = z.string().max(500);

export const Metadata = z
  .record(MetadataKey, MetadataValue)
  .refine((metadata) => Object.keys(metadata).length <= MOST_METADATA_KEYS, {
    error: `At most ${MOST_METADATA_KEYS} keys`,
  })
  .meta({
    maxProperties: MOST_METADATA_KEYS,
    description: 'Your own: at most 50 keys of `a–z 0–9 _ . -` (40 characters), values up to 500 characters',
  });

/** As a merge patch (RFC 7396): what is named is set, `null` takes it away, the rest stays; `null` for the whole empties it. */
export const MetadataPatch = z
  .record(MetadataKey, MetadataValue.nullable())
  .refine((patch) => Object.keys(patch).length <= 2 * MOST_METADATA_KEYS, {
    error: `At most ${2 * MOST_METADATA_KEYS} keys`,
  })
  .nullable()
  .meta({ description: 'Merged into what is there: `null` takes a key away, `null` for the whole all of them' });

export const MetadataFilter = z
  .record(MetadataKey, MetadataValue)
  .refine((wanted) => Object.keys(wanted).length <= MOST_CONDITIONS, {
    error: `At most ${MOST_CONDITIONS} conditions`,
  })
  .meta({
    maxProperties: MOST_CONDITIONS,
    description: 'Exactly these values, all of them: `metadata[shop]=bern&metadata[channel]=web`; at most 5',
  });
