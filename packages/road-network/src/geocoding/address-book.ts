/** What the extract says about addresses, as plain data: written once, read at every start. */
export interface AddressBook {
  /** ISO 3166-1 alpha-2 of the countries that lie whole in the extract. */
  readonly countries: readonly BookCountry[];
  readonly localities: readonly BookLocality[];
  readonly streets: readonly BookStreet[];
  readonly addresses: readonly BookAddress[];
}

export interface BookCountry {
  readonly code: string;
  /** In several languages. */
  readonly names: readonly string[];
}

/** A municipality (with borders) or a village, hamlet, quarter (a point). */
export interface BookLocality {
  readonly name: string;
  readonly kind: 'municipality' | 'place';
  readonly lon: number;
  readonly lat: number;
  /** The municipality around a place. */
  readonly municipality: string | null;
}

/** A named road within one municipality. */
export interface BookStreet {
  readonly name: string;
  readonly municipality: string | null;
  readonly country: string | null;
  readonly lines: readonly (readonly (readonly [lon: number, lat: number])[])[];
}

export interface BookAddress {
  readonly street: string;
  readonly number: string | null;
  readonly postcode: string | null;
  /** As tagged. */
  readonly city: string | null;
  readonly municipality: string | null;
  /** The nearest village or hamlet. */
  readonly place: string | null;
  readonly country: string | null;
  readonly lon: number;
  readonly lat: number;
}
