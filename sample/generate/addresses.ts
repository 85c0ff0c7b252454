import { readFile } from 'node:fs/promises';
import type { Geocoder } from '@roundsman/road-network';
import { readPlainCsv } from './csv.ts';
import type { KnownAddress } from './organisation.ts';

/** The extract's addresses, with the municipality where the map leaves the city out; only those that are found again for sure. */
export async function readAddresses(csvPath: URL, geocoder: Geocoder): Promise<KnownAddress[]> {
  const rows = readPlainCsv(await readFile(csvPath, 'utf8'));
  const found: KnownAddress[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const point = { lon: Number(row.lon), lat: Number(row.lat) };
    const reverse = await geocoder.reverse(point);
    const city = reverse?.address.city;
    if (!reverse || !city || reverse.kind !== 'address' || !/^\d+[a-z]?$/.test(row.housenumber!)) continue;
    const street = reverse.address.street!;
    const name = `${street} ${row.housenumber} ${city}`;
    if (seen.has(name) || city === 'Feldkirch') continue;
    const again = await geocoder.geocode({ street, houseNumber: row.housenumber!, city });
    if (again.confidence !== 'high' || again.reason !== 'exact') continue;
    seen.add(name);
    const { lon, lat } = again.point!;
    found.push({ street, houseNumber: row.housenumber!, postcode: again.matched!.postcode, city, lon, lat });
  }
  return found;
}
