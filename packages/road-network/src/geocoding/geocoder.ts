import type { LonLat, Meters } from '@roundsman/units';

/** An address as somebody wrote it; every part may be missing, misspelt or in the wrong field. */
export interface AddressQuery {
  readonly street?: string | null;
  readonly houseNumber?: string | null;
  readonly postcode?: string | null;
  readonly city?: string | null;
  /** ISO 3166-1 alpha-2, or a country's name. */
  readonly country?: string | null;
}

/** An address as the map has it. */
export interface MatchedAddress {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** "Landstrasse 12, 9490 Vaduz" */
  readonly label: string;
}

/** high: go there. medium: probably right, a person should look. low: the area at best. none: nothing found. */
export type GeocodeConfidence = 'high' | 'medium' | 'low' | 'none';

/** What the point stands on. */
export type GeocodeKind = 'address' | 'interpolated' | 'street' | 'postcode' | 'place';

export type GeocodeReason =
  | 'exact'
  | 'spelling_corrected'
  | 'place_corrected'
  | 'number_interpolated'
  | 'number_nearby'
  | 'number_missing'
  | 'street_unknown'
  | 'ambiguous'
  | 'place_only'
  | 'outside_area'
  | 'empty'
  | 'not_found';

export interface GeocodeCandidate {
  readonly point: LonLat;
  readonly kind: GeocodeKind;
  readonly address: MatchedAddress;
  /** 0 … 1 */
  readonly score: number;
}

export interface GeocodeAnswer {
  /** Null only at confidence `none`. */
  readonly point: LonLat | null;
  readonly kind: GeocodeKind | null;
  readonly confidence: GeocodeConfidence;
  /** 0 … 1: comparable between answers of one geocoder only. */
  readonly score: number;
  readonly reason: GeocodeReason;
  /** The reason as a sentence in English. */
  readonly reasonWords: string;
  readonly matched: MatchedAddress | null;
  /** Best first, at most 5, without the match itself. */
  readonly alternatives: readonly GeocodeCandidate[];
}

export interface Suggestion {
  readonly label: string;
  readonly kind: GeocodeKind;
  readonly address: MatchedAddress;
  readonly point: LonLat;
}

export interface ReverseAnswer {
  readonly address: MatchedAddress;
  readonly kind: GeocodeKind;
  readonly point: LonLat;
  /** From the asked point to the address. */
  readonly distanceMeters: Meters;
}

/** Port. Every adapter passes `describeGeocoder` (conformance suite). Text longer than 300 characters is refused (`bad_request`). */
export interface Geocoder {
  readonly provider: { readonly name: string; readonly label: string };
  /** An address in parts, or in one line. Never throws for what it cannot find: that is confidence `none`. */
  geocode(query: AddressQuery | string): Promise<GeocodeAnswer>;
  /** Many at once, answers in the same order; at most 10,000. */
  geocodeMany(queries: readonly (AddressQuery | string)[]): Promise<readonly GeocodeAnswer[]>;
  /** The nearest address, else street, else place, within 1 km; null beyond. @throws RoadError `bad_point` */
  reverse(point: LonLat): Promise<ReverseAnswer | null>;
  /** For typing: best first; `limit` 1 … 20, default 8; `near` prefers what is close. */
  suggest(text: string, options?: { readonly limit?: number; readonly near?: LonLat }): Promise<readonly Suggestion[]>;
}
