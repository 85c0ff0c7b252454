import { IMPORT_FIELDS } from '@roundsman/api-contract';
import type { ImportFormat } from '@roundsman/delivery-rules';
import { fieldOfHeader, foldHeader, type ImportField, METADATA_PREFIX, metadataKey } from './header-words.ts';

/**
 * Cigo's fixed order: columns count, titles do not. The first six are those of its public page "Import Tool: CSV File
 * Columns"; from the seventh on it is the order of sample/README.md.
 */
export const CIGO_ORDER: readonly ImportField[] = [
  'name',
  'name',
  'phone',
  'phone',
  'email',
  'address_line',
  'access_note',
  'service_date',
  'window_from',
  'window_to',
  'order_number',
  'reference_id',
  'job_type',
  'description',
  'quantity',
  'weight_kg',
  'volume_m3',
  'service_minutes',
  'notes',
];

const CIGO_TITLES = ['first name', 'last name', 'phone number', 'mobile number', 'email address', 'address'];

/** Fields that several columns may make up together, and what stands between them. */
const JOINED: Partial<Record<ImportField, string>> = {
  name: ' ',
  street: ' ',
  address_line: ', ',
  description: ', ',
  access_note: ', ',
  notes: '\n',
  skills: ' ',
  tags: ' ',
};

export function formatOf(header: readonly string[]): ImportFormat {
  return CIGO_TITLES.every((title, at) => foldHeader(header[at] ?? '') === title) ? 'cigo' : 'header';
}

/** A first line is a header when two of its cells are words that columns are called. */
export function isHeader(cells: readonly string[]): boolean {
  return cells.filter((cell) => fieldOfHeader(cell) !== null).length >= Math.min(2, cells.length);
}

/** One field for each column. Of a field that takes one value the first column stands, except that phones may be several. */
export function mapColumns(header: readonly string[], format: ImportFormat): ImportField[] {
  if (format === 'cigo') return header.map((_, at) => CIGO_ORDER[at] ?? 'ignore');
  const fields = header.map((title) => fieldOfHeader(title) ?? 'ignore');
  return fields.map((field, at) => {
    const isFirst = fields.indexOf(field) === at;
    return isFirst || field in JOINED || field === 'phone' || field === 'metadata' ? field : 'ignore';
  });
}

export const isImportField = (word: string): word is ImportField => (IMPORT_FIELDS as readonly string[]).includes(word);

/** What a column means, and its title, which is the key of what is metadata. */
export interface ImportColumn {
  readonly field: ImportField;
  readonly title: string;
}

export const columnsOf = (header: readonly string[], fields: readonly ImportField[]): ImportColumn[] =>
  fields.map((field, at) => ({ field, title: header[at] || `column ${at + 1}` }));

/**
 * The values of a record by field, as written, each metadata under its own key. Of several telephones the last one given
 * stands: the mobile, as a rule.
 */
export function valuesOf(cells: readonly string[], columns: readonly ImportColumn[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [at, { field: meaning, title }] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (meaning === 'ignore' || cell === '') continue;
    const field = meaning === 'metadata' ? `${METADATA_PREFIX}${metadataKey(title)}` : meaning;
    const separator = JOINED[meaning];
    const before = values[field];
    values[field] = before !== undefined && separator !== undefined ? `${before}${separator}${cell}` : cell;
  }
  return values;
}
