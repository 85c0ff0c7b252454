import { placeKey } from './fold-text.ts';
import type { MatchedAddress } from './geocoder.ts';

/** The tagged city unless it is only the municipality's name misspelt or with an addition ("Balzers (FL)"). */
export function cityOf(city: string | null, municipality: string | null): string | null {
  return city && municipality && placeKey(city) === placeKey(municipality) ? municipality : (city ?? municipality);
}

/** "Landstrasse 12, 9490 Vaduz" */
export function labelled(address: Omit<MatchedAddress, 'label'>): MatchedAddress {
  const line = [address.street, address.houseNumber].filter(Boolean).join(' ');
  const place = [address.postcode, address.city].filter(Boolean).join(' ');
  return { ...address, label: [line, place].filter(Boolean).join(', ') };
}
