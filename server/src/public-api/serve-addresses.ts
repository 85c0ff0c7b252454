import { addressEndpoints } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';

export function serveAddresses(door: OpenDoor<DeskPrincipal>, { geocoder }: Roads): void {
  door.serve(addressEndpoints.suggest, async ({ query }) => ({
    rows: (await geocoder.suggest(query.text)).map(({ label, address, point, kind }) => ({
      line: label,
      address: addressParts(address),
      point,
      confidence:
        kind === 'address' ? ('high' as const) : kind === 'interpolated' ? ('medium' as const) : ('low' as const),
    })),
  }));
  door.serve(addressEndpoints.reverse, async ({ query }) => {
    const found = await geocoder.reverse({ lon: query.lon, lat: query.lat });
    return found
      ? { address: addressParts(found.address), line: found.address.label, distanceMeters: found.distanceMeters }
      : { address: null, line: null, distanceMeters: null };
  });
}

interface Matched {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

const addressParts = ({ street, houseNumber, postcode, city, country }: Matched) => ({
  street: street ?? '',
  houseNumber: houseNumber ?? '',
  postcode: postcode ?? '',
  city: city ?? '',
  country: country ?? '',
});
