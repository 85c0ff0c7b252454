import type { AnswerOf, addressEndpoints as contract, LonLatDto } from '@roundsman/api-contract';
import { addressEndpoints } from '@roundsman/client';
import { client } from '../session/client.ts';

type Answer = AnswerOf<typeof contract.reverse>;
interface Nearest {
  readonly line: string;
  readonly distanceMeters: number;
  readonly address: Answer['address'];
}

/** The address that lies nearest; null when nobody can say. A courtesy: it never fails. */
export async function nearestAddress(point: LonLatDto): Promise<Nearest | null> {
  try {
    const query = { lon: point.lon, lat: point.lat };
    const { line, distanceMeters, address } = await client.call(addressEndpoints.reverse, { query });
    return line === null || distanceMeters === null ? null : { line, distanceMeters, address };
  } catch {
    return null;
  }
}
