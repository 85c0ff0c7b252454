import { fileUnreadable } from './unreadable-file.ts';

export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

const SAVE_AS = 'Save it as "CSV UTF-8" and upload it again.';
/** Bytes to which Windows-1252 gives no letter. */
const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const LINE_FEED = 0x0a;

/**
 * The text of a file in whatever encoding office programs write: UTF-8 and UTF-16, with or without their mark, and
 * Windows-1252. Problem 422 `file_not_text` or `encoding_unknown`, naming the line and the byte.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: TextEncoding } {
  refuseOtherFiles(bytes);
  const encoding = marked(bytes) ?? unmarkedUtf16(bytes);
  if (encoding) return { text: decode(bytes, encoding), encoding };
  const text = strictUtf8(bytes);
  if (text?.includes('\u0000')) throw notText();
  if (text !== null) return { text, encoding: 'UTF-8' };
  refuseBrokenUtf8(bytes);
  refuseUndefined(bytes);
  return { text: decode(bytes, 'Windows-1252'), encoding: 'Windows-1252' };
}

function refuseOtherFiles(bytes: Buffer): void {
  const start = bytes.subarray(0, 4).toString('latin1');
  const kind = start === 'PK\u0003\u0004' ? 'an Excel workbook or a ZIP' : start === '%PDF' ? 'a PDF' : null;
  if (kind) throw fileUnreadable('file_not_text', `This is ${kind}, not a CSV`, `Open it in a spreadsheet. ${SAVE_AS}`);
}

function marked(bytes: Buffer): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && strictUtf8(bytes) !== null) return 'UTF-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'UTF-16BE' : null;
}

/** In UTF-16 every other byte of ordinary letters is zero; in other text none is. */
function unmarkedUtf16(bytes: Buffer): TextEncoding | null {
  const sample = bytes.subarray(0, 4_096);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (even + odd === 0) return null;
  const most = sample.length / 2;
  if (odd > most * 0.6 && even < most * 0.1) return 'UTF-16LE';
  if (even > most * 0.6 && odd < most * 0.1) return 'UTF-16BE';
  throw notText();
}

const notText = () => fileUnreadable('file_not_text', 'This file holds something other than text', SAVE_AS);

const LABELS: Record<TextEncoding, string> = {
  'UTF-8': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  'Windows-1252': 'windows-1252',
};

/** The mark at the start is dropped. */
const decode = (bytes: Buffer, encoding: TextEncoding): string => new TextDecoder(LABELS[encoding]).decode(bytes);

function strictUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Many letters are UTF-8 and a few bytes are not: read as Windows-1252 every ü would become Ã¼, silently. */
function refuseBrokenUtf8(bytes: Buffer): void {
  const loose = new TextDecoder('utf-8').decode(bytes);
  const good = (loose.match(/[\u0080-\uFFFC]/g) ?? []).length;
  const bad = (loose.match(/\uFFFD/g) ?? []).length;
  if (good <= bad) return;
  const line = loose.slice(0, loose.indexOf('\uFFFD')).split('\n').length;
  throw encodingUnknown(`Most of it is UTF-8, but line ${line} has a byte that is not.`);
}

function refuseUndefined(bytes: Buffer): void {
  let line = 1;
  for (const byte of bytes) {
    if (byte === LINE_FEED) line++;
    if (UNDEFINED_1252.has(byte) || (byte < 0x20 && byte !== 0x09 && byte !== LINE_FEED && byte !== 0x0d)) {
      const hex = byte.toString(16).toUpperCase().padStart(2, '0');
      throw encodingUnknown(`Byte 0x${hex} on line ${line} is neither UTF-8 nor Windows-1252.`);
    }
  }
}

const encodingUnknown = (detail: string) =>
  fileUnreadable('encoding_unknown', 'The letters of this file cannot be read', SAVE_AS, detail);
