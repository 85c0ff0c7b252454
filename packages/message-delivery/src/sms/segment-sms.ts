import { gsmSeptets } from './gsm-alphabet.ts';

export type SmsEncoding = 'gsm7' | 'ucs2';

export interface SmsSegment {
  readonly text: string;
  /** As SMPP carries it: one septet an octet for GSM-7, big-endian UTF-16 for UCS-2. No header. */
  readonly octets: Buffer;
}

export interface SegmentedSms {
  readonly encoding: SmsEncoding;
  /** Septets or UTF-16 units of the whole text. */
  readonly units: number;
  /** Units that still fit without one more segment. */
  readonly unitsLeft: number;
  readonly segments: readonly SmsSegment[];
}

/** 140 octets hold 160 septets or 70 UTF-16 units; the 6 octets of a concatenation header leave 153 or 67. */
const UNITS: Record<SmsEncoding, { readonly alone: number; readonly inSeries: number }> = {
  gsm7: { alone: 160, inSeries: 153 },
  ucs2: { alone: 70, inSeries: 67 },
};

/** The header counts parts in one octet. */
export const MOST_SEGMENTS = 255;

/** Cuts a text into the parts that phones join again, in the narrowest alphabet that can say it. No character is cut in two. */
export function segmentSms(text: string): SegmentedSms {
  const characters = [...text];
  const encoding: SmsEncoding = characters.every((character) => gsmSeptets(character)) ? 'gsm7' : 'ucs2';
  const octetsOf = encoding === 'gsm7' ? gsmOctets : ucs2Octets;
  const octetsPerUnit = encoding === 'gsm7' ? 1 : 2;
  const encoded = characters.map((character) => ({ character, octets: octetsOf(character) }));
  const units = encoded.reduce((sum, { octets }) => sum + octets.length / octetsPerUnit, 0);
  const room = units <= UNITS[encoding].alone ? UNITS[encoding].alone : UNITS[encoding].inSeries;

  const segments: SmsSegment[] = [];
  let part: typeof encoded = [];
  let partUnits = 0;
  const finishPart = () => {
    segments.push({
      text: part.map(({ character }) => character).join(''),
      octets: Buffer.concat(part.map(({ octets }) => octets)),
    });
    part = [];
    partUnits = 0;
  };
  for (const item of encoded) {
    const itemUnits = item.octets.length / octetsPerUnit;
    if (partUnits + itemUnits > room) finishPart();
    part.push(item);
    partUnits += itemUnits;
  }
  const unitsLeft = room - partUnits;
  finishPart();
  return { encoding, units, unitsLeft, segments };
}

function gsmOctets(character: string): Buffer {
  return Buffer.from(gsmSeptets(character) ?? []);
}

function ucs2Octets(character: string): Buffer {
  return Buffer.from(character, 'utf16le').swap16();
}
