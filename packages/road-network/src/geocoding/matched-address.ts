import { placeKey } from './fold-text.ts';
import type { MatchedAddress } from './geocoder.ts';
import { spellingDistance } from './spelling-distance.ts';

/** The tagged city unless it is only the municipality's name misspelt or with an addition: "Gambrin", "Balzers (FL)". */
export function cityOf(city: string | null, municipality: string | null): string | null {
  if (!city || !municipality) return city ?? municipality;
  return spellingDistance(placeKey(city), placeKey(municipality), 1) <= 1 ? municipality : city;
}

/** "Landstrasse 12, 9490 Vaduz" */
export function labelled(address: Omit<MatchedAddress, 'label'>): MatchedAddress {
  const line = [address.street, address.houseNumber].filter(Boolean).join(' ');
  const place = [address.postcode, address.city].filter(Boolean).join(' ');
  return { ...address, label: [line, place].filter(Boolean).join(', ') };
}
