import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const GERMAN = 'name;straße\r\nMüller;Im Rösle 3 – links\r\n';
const windows1252 = (text: string) =>
  Buffer.from([...text].map((letter) => (letter === '–' ? 0x96 : letter === '€' ? 0x80 : letter.charCodeAt(0))));
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const refusal = (bytes: Buffer) => {
  try {
    decodeText(bytes);
    return 'taken';
  } catch (error) {
    return error as Error & { code: string; detail?: string };
  }
};

describe('the text of a file', () => {
  it.each([
    ['UTF-8', 'UTF-8', Buffer.from(GERMAN)],
    ['UTF-8 with its mark', 'UTF-8', Buffer.from(`\uFEFF${GERMAN}`)],
    ['UTF-16LE with its mark', 'UTF-16LE', utf16(`\uFEFF${GERMAN}`, false)],
    ['UTF-16BE with its mark', 'UTF-16BE', utf16(`\uFEFF${GERMAN}`, true)],
    ['UTF-16LE without', 'UTF-16LE', utf16(GERMAN, false)],
    ['UTF-16BE without', 'UTF-16BE', utf16(GERMAN, true)],
    ['Windows-1252', 'Windows-1252', windows1252(GERMAN)],
  ])('is read in %s', (_, encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: GERMAN, encoding });
  });

  it('comes out as it went in, whatever the letters', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((one) => !/^\uFEFF|\p{Cc}/u.test(one));
    fc.assert(
      fc.property(text, (written) => decodeText(Buffer.from(`\uFEFFname\n${written}`)).text === `name\n${written}`),
    );
  });

  it('is refused as UTF-8 that was damaged, with the line, rather than turned into Ã¼', () => {
    const bytes = Buffer.concat([Buffer.from('name\nMüller\nGrün\nSch'), Buffer.from([0xe4]), Buffer.from('r\nÖl\n')]);
    expect(refusal(bytes)).toMatchObject({ code: 'encoding_unknown', detail: expect.stringContaining('line 4') });
  });

  it('is refused with the byte and the line when no encoding has that letter', () => {
    const bytes = Buffer.concat([Buffer.from('name\nM'), Buffer.from([0xfc, 0x81]), Buffer.from('ller\n')]);
    expect(refusal(bytes)).toMatchObject({
      code: 'encoding_unknown',
      detail: expect.stringContaining('0x81 on line 2'),
    });
  });

  it.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004rest of a zip', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7 …')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 13, 0, 0, 1, 2, 3])],
    ['a text with NUL far behind', Buffer.from(`${'a,b\n'.repeat(3_000)}x,\u0000y\n`)],
  ])('is none in %s, and is told to be saved as CSV', (_, bytes) => {
    expect(refusal(bytes)).toMatchObject({ status: 422, remedy: expect.stringContaining('CSV UTF-8') });
  });
});
