import type { GeocodeAnswer } from '@roundsman/road-network';
import type { LonLat } from '@roundsman/units';
import { eq } from 'drizzle-orm';
import { insertMany } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { correctorOf } from './correct-entrance.ts';
import { countryCode } from './countries.ts';
import { addressCorrections, addresses, addressGeocodes } from './schema.ts';

/** The parts of an address as somebody wrote them; empty where they wrote nothing. */
export interface AddressParts {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
}

export interface AddressAccess {
  readonly floor?: string | null | undefined;
  readonly lift?: boolean | null | undefined;
  readonly parking?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** What was found out about where an address is. */
export interface Whereabouts {
  /** The geocoder that was asked, and its answer; none when the point was given. */
  readonly geocode: { readonly provider: string; readonly answer: GeocodeAnswer } | null;
  /** A point that came with the address, and whether the map knows anything near it. */
  readonly given: { readonly point: LonLat; readonly isOnMap: boolean } | null;
}

export interface NewAddress {
  readonly id: string;
  readonly parts: AddressParts;
  readonly whereabouts: Whereabouts;
  /** IANA, of the stop. */
  readonly timeZone: string;
  readonly access: AddressAccess;
}

const OFF_THE_MAP = 'Within a kilometre of the point given the map knows no address and no street.';

export async function writeAddresses(work: Work, list: readonly NewAddress[]): Promise<void> {
  const { organisationId } = work;
  const rows = list.map(({ id, parts, whereabouts, timeZone, access }) => ({
    organisationId,
    id,
    given: { ...parts },
    ...resolvedColumns(parts, whereabouts),
    ...accessColumns(access),
    timeZone,
    createdAt: work.recordedAt,
  }));
  await insertMany(work.db, addresses, rows);
  const geocodes = list.flatMap(({ id, parts, whereabouts }) => geocodeRow(work, id, parts, whereabouts));
  await insertMany(work.db, addressGeocodes, geocodes);
}

/** Another address in place of the one given: what it said before stays among its corrections. */
export async function correctAddress(
  work: Work,
  addressId: string,
  parts: AddressParts,
  whereabouts: Whereabouts,
): Promise<void> {
  const [row] = await work.db.select({ given: addresses.given }).from(addresses).where(eq(addresses.id, addressId));
  if (!row) throw new Error(`There is no address ${addressId}`);
  const before = addressParts(row.given);
  const changed = Object.fromEntries(
    PARTS.filter((part) => before[part] !== parts[part]).map((part) => [
      part,
      { from: before[part] || null, to: parts[part] || null },
    ]),
  );
  await work.db.insert(addressCorrections).values({
    organisationId: work.organisationId,
    id: newId(),
    addressId,
    ...correctorOf(work.actor),
    changed,
    correctedAt: work.now,
  });
  await work.db
    .update(addresses)
    .set({ given: { ...parts }, ...resolvedColumns(parts, whereabouts) })
    .where(eq(addresses.id, addressId));
  await insertMany(work.db, addressGeocodes, geocodeRow(work, addressId, parts, whereabouts));
}

export async function changeAccess(work: Work, addressId: string, access: AddressAccess): Promise<void> {
  const set = accessColumns(access);
  if (Object.keys(set).length > 0) await work.db.update(addresses).set(set).where(eq(addresses.id, addressId));
}

const PARTS = ['street', 'houseNumber', 'postcode', 'city', 'country'] as const;

export function addressParts(given: Partial<AddressParts>): AddressParts {
  return {
    street: given.street ?? '',
    houseNumber: given.houseNumber ?? '',
    postcode: given.postcode ?? '',
    city: given.city ?? '',
    country: given.country ?? '',
  };
}

/** On one line, as people write it. */
export function addressLine(parts: AddressParts): string {
  return [
    [parts.street, parts.houseNumber].filter(Boolean).join(' '),
    [parts.postcode, parts.city].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The country it lies in, as far as anybody said or found out: ISO 3166-1 alpha-2. */
export function countryOf(parts: AddressParts, { geocode }: Whereabouts): string | null {
  return countryCode(parts.country) ?? geocode?.answer.matched?.country ?? null;
}

/** What the layers come to: the map's spelling where the geocoder is sure enough, else what was given. */
function resolvedColumns(parts: AddressParts, whereabouts: Whereabouts) {
  const { geocode, given } = whereabouts;
  const answer = geocode?.answer;
  const matched = answer && (answer.confidence === 'high' || answer.confidence === 'medium') ? answer.matched : null;
  const point = given?.point ?? answer?.point ?? null;
  return {
    street: matched?.street ?? orNull(parts.street),
    houseNumber: matched?.houseNumber ?? orNull(parts.houseNumber),
    postcode: matched?.postcode ?? orNull(parts.postcode),
    city: matched?.city ?? orNull(parts.city),
    country: countryOf(parts, whereabouts),
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    coordinateSource: given ? ('given' as const) : point ? ('geocoder' as const) : null,
    ...confidenceOf(whereabouts),
  };
}

/** How sure it is where an address lies, and why in words. */
export function confidenceOf({ geocode, given }: Whereabouts) {
  if (given) {
    return given.isOnMap
      ? { confidence: 'pinned' as const, confidenceReason: null }
      : { confidence: 'low' as const, confidenceReason: OFF_THE_MAP };
  }
  if (!geocode) return { confidence: null, confidenceReason: null };
  return { confidence: geocode.answer.confidence, confidenceReason: geocode.answer.reasonWords };
}

function accessColumns(access: AddressAccess) {
  const { floor, lift, parking, note } = access;
  return {
    ...(floor === undefined ? {} : { floor }),
    // A lift of which nothing more is known may be small.
    ...(lift === undefined ? {} : { lift: lift === null ? null : lift ? ('small' as const) : ('none' as const) }),
    ...(parking === undefined ? {} : { parking }),
    ...(note === undefined ? {} : { accessNote: note }),
  };
}

function geocodeRow(work: Work, addressId: string, parts: AddressParts, { geocode }: Whereabouts) {
  if (!geocode) return [];
  const { provider, answer } = geocode;
  return [
    {
      organisationId: work.organisationId,
      id: newId(),
      addressId,
      provider,
      query: [addressLine(parts), parts.country].filter(Boolean).join(', '),
      lon: answer.point?.lon ?? null,
      lat: answer.point?.lat ?? null,
      confidence: answer.confidence,
      score: answer.score,
      reason: answer.reason,
      reasonWords: answer.reasonWords,
      matched: answer.matched?.label ?? null,
      createdAt: work.recordedAt,
    },
  ];
}

const orNull = (text: string): string | null => (text === '' ? null : text);
