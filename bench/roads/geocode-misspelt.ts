import type { AddressQuery, Roads } from '@roundsman/road-network';
import { greatCircleMeters } from '@roundsman/units';
import { type SampleAddress, seededRandom } from './places.ts';

const NEAR_METERS = 100;

/** Every address of the sample that says its place once, written as people write: how many are found for sure, and how many of those are wrong. */
export async function geocodeMisspelt(roads: Roads, all: readonly SampleAddress[]) {
  // A misspelt street without any place is never high, and a list of numbers in quotes is no address that people write.
  const addresses = all.filter(({ city, houseNumber }) => city !== '' && !houseNumber.includes('"'));
  const random = seededRandom(11);
  const queries = addresses.map((address) => misspelt(address, random));
  const start = performance.now();
  const answers = await roads.geocoder.geocodeMany(queries);
  const wallSeconds = (performance.now() - start) / 1000;
  const counts = { high: 0, medium: 0, low: 0, none: 0 };
  let wrongAtHigh = 0;
  answers.forEach(({ confidence, point }, at) => {
    counts[confidence] += 1;
    if (
      confidence === 'high' &&
      sameAddress(addresses, at).every((house) => greatCircleMeters(point!, house) > NEAR_METERS)
    )
      wrongAtHigh += 1;
  });
  const highPercent = Math.round(((counts.high - wrongAtHigh) / answers.length) * 1000) / 10;
  return { addresses: answers.length, highPercent, wrongAtHigh, ...counts, wallSeconds };
}

/** Several buildings may carry one address. */
function sameAddress(addresses: readonly SampleAddress[], at: number): SampleAddress[] {
  const { street, houseNumber, city } = addresses[at]!;
  return addresses.filter(
    (other) => other.street === street && other.houseNumber === houseNumber && other.city === city,
  );
}

function misspelt({ street, houseNumber, postcode, city }: SampleAddress, random: () => number): AddressQuery {
  const how = random();
  const at = 1 + Math.floor(random() * Math.max(1, street.length - 2));
  const written =
    how < 0.2
      ? street.slice(0, at) + street.slice(at + 1)
      : how < 0.4
        ? street.slice(0, at) + (street[at + 1] ?? '') + street[at] + street.slice(at + 2)
        : how < 0.6
          ? street.replace(/strasse$/i, 'str.')
          : how < 0.8
            ? street.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue')
            : street.toUpperCase();
  return { street: written, houseNumber, postcode: random() < 0.3 ? null : postcode, city };
}
