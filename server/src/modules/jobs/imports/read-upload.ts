import type { Readable } from 'node:stream';
import type { ImportFormat } from '@roundsman/delivery-rules';
import { decodeText } from './decode-text.ts';
import { findDelimiter, statedDelimiter } from './find-delimiter.ts';
import { formatOf, isHeader } from './map-columns.ts';
import { type FileRecord, splitRecords } from './split-records.ts';
import { fileTooLarge, fileUnreadable, LARGEST_FILE_BYTES, MOST_ROWS } from './unreadable-file.ts';

/** A file read: every line of it is the header or one of the rows. */
export interface ParsedUpload {
  readonly encoding: string;
  readonly delimiter: string;
  readonly format: ImportFormat;
  /** Titles of the columns; made-up ones where the file has none. */
  readonly header: readonly string[];
  readonly rows: readonly FileRecord[];
}

/** Beyond this it is not a CSV with slips but something else, or parted by something else. */
const MOST_UNREADABLE = 1_000;

/** The bytes of an upload. Problem 413 `file_too_large` above 20 MiB: what comes after that is not read. */
export async function readUpload(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > LARGEST_FILE_BYTES) {
      stream.destroy();
      throw fileTooLarge('It has more than 20 MiB.', 'Split it into several files.');
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the file's encoding, delimiter, header and rows; lines that cannot be read are rows too. Problems: 413
 * `file_too_large` above 50,000 rows, 422 `file_empty`, `file_not_text`, `encoding_unknown`, `file_unreadable`.
 */
export async function parseUpload(bytes: Buffer, wanted: 'auto' | ImportFormat): Promise<ParsedUpload> {
  const { text, encoding } = decodeText(bytes);
  const stated = statedDelimiter(text);
  const content = stated?.rest ?? text;
  const delimiter = stated?.delimiter ?? findDelimiter(content);
  const rows: FileRecord[] = [];
  let unreadable = 0;
  for await (const record of splitRecords(content, delimiter)) {
    if (record.cells === null && ++unreadable > MOST_UNREADABLE) {
      throw fileUnreadable(
        'file_unreadable',
        `More than ${MOST_UNREADABLE} lines of this file cannot be read`,
        'Save it as CSV with commas or semicolons between the columns, text in double quotes.',
        `It was read with ${wordFor(delimiter)} between the columns.`,
      );
    }
    rows.push(record);
    if (rows.length > MOST_ROWS + 1)
      throw fileTooLarge(`It has more than ${MOST_ROWS} rows.`, 'Split it into several files.');
  }
  const [first, ...rest] = rows;
  if (!first) throw fileUnreadable('file_empty', 'The file is empty', 'Export it again, with its rows.');
  const titled = first.cells !== null && isHeader(first.cells);
  if (titled && rest.length === 0)
    throw fileUnreadable('file_empty', 'The file has a header and no rows', 'Export it again, with its rows.');
  const header = titled ? first.cells! : (first.cells ?? []).map((_, at) => `Column ${at + 1}`);
  const format = wanted === 'auto' ? formatOf(header) : wanted;
  return { encoding, delimiter, format, header, rows: titled ? rest : rows };
}

const wordFor = (delimiter: string) =>
  ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' })[delimiter] ?? delimiter;
