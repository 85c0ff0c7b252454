import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDelimiter } from './find-delimiter.ts';
import { type FileRecord, splitRecords } from './split-records.ts';

async function split(text: string, delimiter = ',', columns: number | null = null): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for await (const record of splitRecords(text, delimiter, columns)) records.push(record);
  return records;
}
const cellsOf = async (text: string) => (await split(text)).map(({ cells }) => cells);

describe('the records of a file', () => {
  it('hold quoted commas, doubled quotes and line breaks', async () => {
    expect(await split('a,b\n"x, y","say ""hi"""\n"two\nlines",z\n')).toEqual([
      { line: 1, raw: 'a,b', cells: ['a', 'b'] },
      { line: 2, raw: '"x, y","say ""hi"""', cells: ['x, y', 'say "hi"'] },
      { line: 3, raw: '"two\nlines",z', cells: ['two\nlines', 'z'] },
    ]);
  });

  it('are numbered by the lines of the file, empty ones counted and left out', async () => {
    expect((await split('a,b\r\n\r\n1,2\r\n,\r\n3,4')).map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it('take an inch sign for what it is', async () => {
    expect(await cellsOf('what,n\nTV 55",1\nTV 65",2\n')).toEqual([
      ['what', 'n'],
      ['TV 55"', '1'],
      ['TV 65"', '2'],
    ]);
  });

  it('lose only the line in which a quote opens and is not closed', async () => {
    expect(await split('a,b\n1,2\n"open,3\n4,5\n6,"7"\n')).toEqual([
      { line: 1, raw: 'a,b', cells: ['a', 'b'] },
      { line: 2, raw: '1,2', cells: ['1', '2'] },
      { line: 3, raw: '"open,3', cells: null },
      { line: 4, raw: '4,5', cells: ['4', '5'] },
      { line: 5, raw: '6,"7"', cells: ['6', '7'] },
    ]);
  });

  it('keep a line with too many or too few columns as it is', async () => {
    expect(await cellsOf('a,b\n1\n1,2,3\n')).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
  });

  it('are what was written, for every table', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab ä",;\n|'), maxLength: 8 }).map((one) => one.trim());
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      )
      .map((rows) => [rows[0]!.map((_, at) => `column ${at}`), ...rows.map((row) => [`x${row[0]}`, ...row.slice(1)])]);
    const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n');
        expect(await cellsOf(text)).toEqual(rows);
      }),
    );
  });

  it('hold every line of any text exactly once, and every letter of it', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab",\n'), maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const kept = (await split(given)).flatMap(({ line, raw }) =>
          raw.split('\n').map((one, at) => [line + at, one]),
        );
        const lines = given.split('\n').map((one, at) => [at + 1, one] as const);
        const bare = lines.filter(([, one]) => one.replace(/[,\s"]/g, '') !== '');
        expect(kept).toEqual(expect.arrayContaining(bare.map(([at, one]) => [at, one])));
        expect(new Set(kept.map(([at]) => at)).size).toBe(kept.length);
      }),
      { numRuns: 300 },
    );
  });

  it('do not let one quote swallow a large file', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `${at},x`).join('\n');
    const records = await split(`a,b\n"oops,y\n${many}`);
    expect(records).toHaveLength(5_002);
    expect(records.filter(({ cells }) => cells === null).map(({ line }) => line)).toEqual([2]);
  });
});

describe('the delimiter', () => {
  it.each([
    [',', 'name,street,city\nMeier; Anna,"Gasse 1, hinten",Vaduz\n'],
    [';', 'name;street;city\nMeier, Anna;Gasse 1;Vaduz\n'],
    ['\t', 'name\tstreet\tcity\nMeier, Anna\tGasse 1; links\tVaduz\n'],
    ['|', 'name|street|city\nMeier, Anna|Gasse 1|Vaduz\n'],
  ])('is found: %j', (delimiter, text) => {
    expect(findDelimiter(text)).toBe(delimiter);
  });
});
