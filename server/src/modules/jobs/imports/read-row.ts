import { JobInput, type Location } from '@roundsman/api-contract';
import type { ActionKind } from '@roundsman/delivery-rules';
import { z } from 'zod';
import type { MerchantRow } from '../../customers/index.ts';
import type { RowFault } from '../schema/intake.ts';
import { foldHeader, type ImportField, METADATA_PREFIX } from './header-words.ts';
import { readAddressLine } from './read-address-line.ts';
import {
  type JobType,
  type Reading,
  readCoordinate,
  readDate,
  readJobType,
  readNumber,
  readPriority,
  readServiceLevel,
  readTime,
  readYes,
} from './read-values.ts';

/** What the words of a row refer to. */
export interface RowContext {
  readonly merchants: readonly MerchantRow[];
  /** For rows that name none. */
  readonly merchant: MerchantRow | undefined;
  readonly locations: readonly Location[];
  /** For rows that name none. */
  readonly serviceDate: string | null;
}

export interface RowDraft {
  readonly merchantId: string;
  readonly input: JobInput;
  /** The old piece is taken along when the new one is delivered. */
  readonly exchange: boolean;
}

/** Values of a row by field, as written. */
export type RowValues = Readonly<Partial<Record<ImportField, string>>>;

/** What a row means, or every reason why it cannot become a job as it is. */
export function readRow(values: RowValues, context: RowContext): { draft: RowDraft } | { faults: RowFault[] } {
  const faults: RowFault[] = [];
  const refuse = (field: string, code: string, message: string, remedy: string) => {
    faults.push({ field, code, message, remedy, severity: 'error' });
  };
  function read<T>(
    name: ImportField,
    field: string,
    code: string,
    reader: (text: string) => Reading<T>,
  ): T | undefined {
    const text = values[name];
    if (text === undefined) return undefined;
    const reading = reader(text);
    if ('value' in reading) return reading.value;
    refuse(field, code, reading.wrong, reading.remedy);
    return undefined;
  }
  const number = (name: ImportField, field: string) => read(name, field, 'number_unreadable', readNumber);

  const merchant = values.merchant === undefined ? context.merchant : named(context.merchants, values.merchant);
  if (!merchant) refuse('merchantId', 'merchant_unknown', ...merchantWords(values.merchant, context.merchants));
  const depot = values.depot === undefined ? null : named(context.locations, values.depot);
  if (depot === undefined) {
    const known = context.locations.map(({ name }) => name).join(', ');
    refuse('depot', 'location_unknown', `There is no location "${values.depot}".`, `Write one of: ${known}.`);
  }
  const type = read('job_type', 'jobType', 'job_type_unknown', readJobType) ?? 'delivery';
  const hauls = read('haul_away', 'haulAway', 'yes_or_no', readYes) ?? type === 'exchange';
  const quantity = readQuantity();
  const from = read('window_from', 'windows.0', 'window_invalid', readTime);
  const to = read('window_to', 'windows.0', 'window_invalid', readTime);
  const minutes = number('service_minutes', 'serviceSeconds');
  const lon = read('lon', 'address', 'point_invalid', readCoordinate);
  const lat = read('lat', 'address', 'point_invalid', readCoordinate);
  const lift = read('lift', 'access.lift', 'yes_or_no', readYes);
  const serviceLevel = read('service_level', 'serviceLevel', 'service_level_unknown', readServiceLevel);
  const priority = read('priority', 'priority', 'priority_unknown', readPriority);
  const operators = number('operators', 'operatorsNeeded');
  const signature = read('signature', 'signatureRequired', 'yes_or_no', readYes);
  const serviceDate = read('service_date', 'serviceDate', 'service_date_invalid', readDate) ?? context.serviceDate;
  const goods = {
    description: values.description ?? '',
    quantity: quantity ?? 1,
    unitWeightGrams: Math.round((number('weight_kg', 'actions.0.unitWeightGrams') ?? 0) * 1_000),
    unitVolumeLitres: Math.round((number('volume_m3', 'actions.0.unitVolumeLitres') ?? 0) * 1_000),
    barcode: values.barcode ?? null,
  };

  function readQuantity(): number | undefined {
    const value = read('quantity', 'actions.0.quantity', 'quantity_invalid', readNumber);
    if (value === undefined || (Number.isInteger(value) && value >= 1)) return value;
    refuse(
      'actions.0.quantity',
      'quantity_invalid',
      `${values.quantity} is no quantity.`,
      'Enter a whole number from 1.',
    );
    return undefined;
  }

  const input: JobInput = {
    referenceId: values.reference_id ?? null,
    orderNumber: values.order_number ?? null,
    customerReferenceId: values.customer_number ?? null,
    serviceDate,
    windows: from || to ? [{ from: from ?? '00:00', to: to ?? '24:00' }] : [],
    contact: {
      name: values.name ?? '',
      phone: values.phone ?? null,
      email: values.email ?? null,
      language: values.language?.toLowerCase() ?? null,
    },
    address: addressOf(values),
    ...(lon !== undefined && lat !== undefined ? { point: { lon, lat } } : {}),
    access: { floor: values.floor ?? null, lift: lift ?? null, note: values.access_note ?? null },
    ...(serviceLevel ? { serviceLevel } : {}),
    ...(minutes === undefined ? {} : { serviceSeconds: Math.round(minutes * 60) }),
    priority: priority ?? 0,
    skills: wordsOf(values.skills),
    operatorsNeeded: operators ?? 1,
    notes: values.notes ?? '',
    tags: wordsOf(values.tags),
    metadata: metadataIn(values),
    ...(signature === undefined ? {} : { signatureRequired: signature }),
    actions: actionsOf(type, hauls, goods, depot?.id ?? null),
  };
  if (faults.length === 0) faults.push(...outsideBounds(input));
  if (faults.length > 0) return { faults };
  return { draft: { merchantId: merchant!.id, input, exchange: type === 'exchange' } };
}

/** By code or name, however it is written: `DEPOT-SCHAAN` is "Depot Schaan". */
function named<Thing extends { readonly code: string; readonly name: string }>(
  things: readonly Thing[],
  text: string,
): Thing | undefined {
  const folded = foldHeader(text);
  return (
    things.find(({ code }) => foldHeader(code) === folded) ?? things.find(({ name }) => foldHeader(name) === folded)
  );
}

function merchantWords(text: string | undefined, merchants: readonly MerchantRow[]): [message: string, remedy: string] {
  const remedy = `Write one of: ${merchants.map(({ code, name }) => `${code} (${name})`).join(', ')}.`;
  return [text === undefined ? 'Whose goods these are is not said.' : `There is no merchant "${text}".`, remedy];
}

const ADDRESS_FIELDS = ['street', 'house_number', 'postcode', 'city'] as const;

function addressOf(values: RowValues): JobInput['address'] {
  const line = values.address_line;
  const inParts = ADDRESS_FIELDS.some((field) => values[field] !== undefined);
  const parts = line !== undefined && values.street === undefined ? readAddressLine(line) : null;
  if (parts && !inParts) return { ...parts, country: values.country ?? parts.country };
  return {
    street: values.street ?? parts?.street ?? '',
    houseNumber: values.house_number ?? parts?.houseNumber ?? '',
    postcode: values.postcode ?? parts?.postcode ?? '',
    city: values.city ?? parts?.city ?? '',
    country: values.country ?? parts?.country ?? '',
  };
}

type Goods = Pick<
  JobInput['actions'][number],
  'description' | 'quantity' | 'unitWeightGrams' | 'unitVolumeLitres' | 'barcode'
>;

const COLLECTED: ReadonlySet<ActionKind> = new Set(['pickup', 'haul_away', 'return']);

/** The lines of a row. The old piece that is taken along is about as large as the new one. */
function actionsOf(type: JobType, hauls: boolean, goods: Goods, depotId: string | null): JobInput['actions'] {
  const kind: ActionKind = type === 'exchange' ? 'delivery' : type;
  const place = (of: ActionKind) =>
    COLLECTED.has(of)
      ? { fromLocationId: null, toLocationId: depotId }
      : { fromLocationId: of === 'service' ? null : depotId, toLocationId: null };
  const main = { kind, ...goods, ...place(kind) };
  if (!hauls || COLLECTED.has(kind)) return [main];
  return [main, { kind: 'haul_away', ...goods, barcode: null, ...place('haul_away') }];
}

const metadataIn = (values: RowValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith(METADATA_PREFIX))
      .map(([name, value]) => [name.slice(METADATA_PREFIX.length), value]),
  );

const wordsOf = (text: string | undefined): string[] => (text ?? '').split(/[\s,;|]+/).filter((word) => word !== '');

/** A nameless recipient and a line without words wait in staging to be fixed; the rest keeps to the contract's bounds. */
const RowInput = JobInput.extend({
  contact: JobInput.shape.contact.extend({ name: z.string().max(200) }),
  actions: z.array(JobInput.shape.actions.element.extend({ description: z.string().max(200) })),
});

function outsideBounds(input: JobInput): RowFault[] {
  return (RowInput.safeParse(input).error?.issues ?? []).map(({ path, message }) => ({
    field: path.join('.'),
    code: 'value_out_of_bounds',
    message: `${message}.`,
    remedy: 'Shorten it, or correct the number.',
    severity: 'error',
  }));
}
