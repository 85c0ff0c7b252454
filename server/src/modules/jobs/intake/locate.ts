import type { GeocodeAnswer, Geocoder } from '@roundsman/road-network';
import type { LonLat } from '@roundsman/units';
import { type AddressParts, addressLine, type Whereabouts } from '../../customers/index.ts';

/** An address, and where it is if that was said. */
export interface Place {
  readonly address: AddressParts;
  readonly point?: LonLat | undefined;
}

/** The geocoder takes 10,000 addresses at once and no text above 300 characters. */
const GEOCODE_AT_ONCE = 5_000;
const REVERSE_AT_ONCE = 16;

/** Where places are, in their order. Each address is looked up once, however often it occurs. No transaction may be open. */
export async function locateAll(geocoder: Geocoder, places: readonly Place[]): Promise<Whereabouts[]> {
  const asked = new Map(
    places.filter(({ point }) => !point).map(({ address }) => [JSON.stringify(address), address] as const),
  );
  const addresses = [...asked.values()];
  const answers: GeocodeAnswer[] = [];
  for (let at = 0; at < addresses.length; at += GEOCODE_AT_ONCE)
    answers.push(...(await geocoder.geocodeMany(addresses.slice(at, at + GEOCODE_AT_ONCE).map(queryOf))));
  const answerOf = new Map([...asked.keys()].map((key, at) => [key, answers[at]!]));
  const onMap = await whichAreOnMap(
    geocoder,
    places.flatMap(({ point }) => point ?? []),
  );
  return places.map(({ address, point }) =>
    point
      ? { geocode: null, given: { point, isOnMap: onMap.get(point)! } }
      : {
          geocode: { provider: geocoder.provider.name, answer: answerOf.get(JSON.stringify(address))! },
          given: null,
        },
  );
}

/** Whether the map knows an address or street within a kilometre. */
export async function isOnMap(geocoder: Geocoder, point: LonLat): Promise<boolean> {
  return (await geocoder.reverse(point)) !== null;
}

async function whichAreOnMap(geocoder: Geocoder, points: readonly LonLat[]): Promise<Map<LonLat, boolean>> {
  const onMap = new Map<LonLat, boolean>();
  for (let at = 0; at < points.length; at += REVERSE_AT_ONCE) {
    const chunk = points.slice(at, at + REVERSE_AT_ONCE);
    const found = await Promise.all(chunk.map((point) => isOnMap(geocoder, point)));
    for (const [index, point] of chunk.entries()) onMap.set(point, found[index]!);
  }
  return onMap;
}

/** Parts longer than the geocoder reads are none that it knows. */
function queryOf(address: AddressParts) {
  return addressLine(address).length > 300 ? '' : address;
}
