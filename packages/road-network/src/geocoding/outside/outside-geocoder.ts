import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { askService, type OutsideService, serviceFault } from '../../outside-service/index.ts';
import { checkPoint } from '../../travel-times/check-request.ts';
import type { AddressBook } from '../address-book.ts';
import { checkLimit, checkMany, checkText } from '../check-query.ts';
import { extractGeocoder } from '../extract-geocoder.ts';
import type { AddressQuery, GeocodeAnswer, Geocoder, ReverseAnswer } from '../geocoder.ts';
import { labelled } from '../matched-address.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { pelias, photon } from './geojson-services.ts';
import { nominatim } from './nominatim.ts';
import type { Bounds, OutsideDialect, OutsideHit } from './outside-hit.ts';

const DIALECTS = { nominatim, photon, pelias } satisfies Record<string, OutsideDialect>;
export type OutsideGeocoderName = keyof typeof DIALECTS;

/** More than one may fit: how sure an answer is depends on its rivals. */
const HITS = 10;
const QUESTIONS_AT_ONCE = 4;
const FARTHEST_METERS = 1_000;
const LANGUAGES = ['en', 'de', 'fr', 'it', 'es', 'nl'];

/**
 * A geocoder that somebody else runs finds; how sure an answer is we judge ourselves, by the rules of the extract's own
 * addresses, so that "high" means the same whoever answers. Only places within the bounds are of use.
 */
export function outsideGeocoder(name: OutsideGeocoderName, service: OutsideService, bounds: Bounds): Geocoder {
  const dialect = DIALECTS[name];
  const within = ({ point: { lon, lat } }: { point: LonLat }) =>
    lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3];

  async function hitsOf(path: string): Promise<OutsideHit[]> {
    const { status, body } = await askService(service, { path });
    // "Nothing there" is a refusal for some of them.
    if (status === 404) return [];
    if (status >= 400) throw serviceFault(service, `refuses with status ${status}`);
    try {
      return dialect.readHits(body).filter(within);
    } catch (cause) {
      throw serviceFault(service, `answers otherwise than ${name} documents: ${(cause as Error).message}`, cause);
    }
  }
  const search = (text: string, more: { limit?: number; near?: LonLat; beginning?: boolean } = {}) =>
    hitsOf(
      dialect.searchPath({
        text,
        limit: more.limit ?? HITS,
        near: more.near ?? null,
        beginning: more.beginning ?? false,
        bounds,
      }),
    );

  async function geocode(query: AddressQuery | string): Promise<GeocodeAnswer> {
    const text = textOf(query);
    const hits = text === '' ? [] : await search(text);
    const answer = await extractGeocoder(bookOf(hits)).geocode(query);
    return limited(query, answer);
  }

  return {
    provider: { name, label: service.label },
    geocode,
    async geocodeMany(queries) {
      checkMany(queries);
      const answers = new Array<GeocodeAnswer>(queries.length);
      const waiting = queries.entries();
      const work = async () => {
        for (const [at, query] of waiting) answers[at] = await geocode(query);
      };
      await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, work));
      return answers;
    },
    async reverse(point): Promise<ReverseAnswer | null> {
      checkPoint(point, 'point');
      if (!within({ point })) return null;
      const [hit] = await hitsOf(dialect.reversePath(point));
      if (!hit) return null;
      const distanceMeters = greatCircleMeters(point, hit.point);
      if (distanceMeters > FARTHEST_METERS) return null;
      return { address: addressOf(hit), kind: hit.kind, point: hit.point, distanceMeters };
    },
    async suggest(text, options = {}) {
      checkText(text, 'text');
      if (options.near) checkPoint(options.near, 'near');
      const limit = checkLimit(options.limit);
      if (text.trim().length < 2) return [];
      const hits = await search(text, { limit, beginning: true, ...(options.near ? { near: options.near } : {}) });
      const { near } = options;
      if (near && !dialect.prefersNear)
        hits.sort((a, b) => greatCircleMeters(a.point, near) - greatCircleMeters(b.point, near));
      return hits.slice(0, limit).map((hit) => {
        const address = addressOf(hit);
        return { label: address.label, kind: hit.kind, address, point: hit.point };
      });
    },
  };
}

/**
 * Streets of a like name that the service did not name may exist, and so may a street of this name at the postcode that was
 * stated: both are for a person to look at.
 */
function limited(query: AddressQuery | string, answer: GeocodeAnswer): GeocodeAnswer {
  if (answer.confidence !== 'high') return answer;
  if (answer.reason === 'spelling_corrected') return { ...answer, confidence: 'medium' };
  const stated = /\b\d{4,5}\b/.exec(
    typeof query === 'string' ? query : `${query.postcode ?? ''} ${query.city ?? ''}`,
  )?.[0];
  const found = answer.matched?.postcode ?? null;
  if (!stated || found === null || found === stated || answer.matched?.houseNumber === stated) return answer;
  return { ...answer, confidence: 'medium', reason: 'place_corrected', reasonWords: REASON_WORDS.place_corrected };
}

/** One line, as people write it; the services read it themselves. */
function textOf(query: AddressQuery | string): string {
  if (typeof query === 'string') {
    checkText(query, 'query');
    return query.replace(/^[\s,;]+|[\s,;]+$/g, '');
  }
  for (const [field, value] of Object.entries(query)) if (value) checkText(value as string, field);
  const join = (...parts: (string | null | undefined)[]) => parts.flatMap((part) => part?.trim() || []).join(' ');
  return [join(query.street, query.houseNumber), join(query.postcode, query.city), join(query.country)]
    .filter((part) => part !== '')
    .join(', ');
}

const addressOf = ({ street, houseNumber, postcode, city, country }: OutsideHit) =>
  labelled({ street, houseNumber, postcode, city, country });

/** What was found, as a book of addresses: so the same reader and the same judge look at it. */
function bookOf(hits: readonly OutsideHit[]): AddressBook {
  const countries = [...new Set(hits.flatMap(({ country }) => country ?? []))];
  const cities = Map.groupBy(
    hits.filter(({ city }) => city !== null),
    ({ city }) => city!,
  );
  return {
    countries: countries.map((code) => ({ code, names: namesOf(code) })),
    localities: [...cities].map(([name, [first]]) => ({
      name,
      kind: 'municipality',
      ...first!.point,
      municipality: name,
    })),
    streets: hits.flatMap(({ kind, street, city, country, point }) =>
      kind === 'street' && street !== null
        ? [
            {
              name: street,
              municipality: city,
              country,
              lines: [[[point.lon, point.lat] as const, [point.lon, point.lat] as const]],
            },
          ]
        : [],
    ),
    addresses: hits.flatMap(({ street, houseNumber, postcode, city, country, point }) =>
      street === null || houseNumber === null
        ? []
        : [{ street, number: houseNumber, postcode, city, municipality: city, place: null, country, ...point }],
    ),
  };
}

function namesOf(code: string): string[] {
  return LANGUAGES.flatMap((language) => {
    try {
      return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? [];
    } catch {
      return [];
    }
  });
}
