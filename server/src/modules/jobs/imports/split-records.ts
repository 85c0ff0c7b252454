import { parse } from 'csv-parse/sync';

/** One record of the file. `cells` is null where the line cannot be read. */
export interface FileRecord {
  /** Of the file, the first being 1: where the record begins. */
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[] | null;
}

/** A field may hold line breaks, within reason: an opening quote that nobody closed must not swallow the file. */
const MOST_LINES = 50;
const LONGEST_RECORD = 20_000;
const RECORDS_BETWEEN_PAUSES = 2_000;

/**
 * The records of a CSV text, every line of it in exactly one of them. A quote that opens and is not closed spoils its own
 * line only. `columns` null: the first record says how many there are. Other work goes on in between.
 */
export async function* splitRecords(
  text: string,
  delimiter: string,
  columns: number | null = null,
): AsyncGenerator<FileRecord> {
  const lines = text.split(/\r\n|\n|\r/);
  let expected = columns;
  let count = 0;
  for (let at = 0; at < lines.length; ) {
    const { height, raw, cells } = recordAt(lines, at, delimiter, expected);
    if (raw.trim() !== '' && !cells?.every((cell) => cell === '')) {
      expected ??= cells?.length ?? null;
      yield { line: at + 1, raw, cells };
      if (++count % RECORDS_BETWEEN_PAUSES === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    at += height;
  }
}

function recordAt(lines: readonly string[], at: number, delimiter: string, expected: number | null) {
  const first = lines[at]!;
  let raw = first;
  for (let height = 1; height <= MOST_LINES && raw.length <= LONGEST_RECORD; height++) {
    const cells = readCells(raw, delimiter);
    // Alone a line is what it is; joined with others it must come out right, else the quote was a slip.
    if (cells && (height === 1 || expected === null || cells.length === expected)) return { height, raw, cells };
    const next = lines[at + height];
    if (next === undefined) break;
    raw += `\n${next}`;
  }
  return { height: 1, raw: first, cells: null };
}

/** The trimmed cells of one record, or null when a quote in it is not closed. */
export function readCells(raw: string, delimiter: string): string[] | null {
  if (raw.length > LONGEST_RECORD) return null;
  if (!raw.includes('"')) return raw.split(delimiter).map((cell) => cell.trim());
  try {
    const records = parse(raw, { delimiter, relax_quotes: true, relax_column_count: true, trim: delimiter !== '\t' });
    return records.length === 1 ? records[0]!.map((cell) => cell.trim()) : null;
  } catch {
    return null;
  }
}
