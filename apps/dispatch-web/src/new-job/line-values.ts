import type { BodyOf, jobLineEndpoints as contract, Job } from '@roundsman/api-contract';
import { readNumber, writeNumber } from './read-number.ts';

export type LineInput = BodyOf<typeof contract.add>;
type Shown = 'kind' | 'description' | 'quantity' | 'unitWeightGrams' | 'unitVolumeLitres';

/** One line as it is typed: every figure is text until it is sent. */
export interface LineValues {
  kind: LineInput['kind'];
  description: string;
  quantity: string;
  /** Kilograms of one piece. */
  weight: string;
  /** Of one piece, in the unit beside it. */
  volume: string;
  volumeUnit: 'm3' | 'l';
  /** What a line brings along that no field shows. */
  kept: Omit<LineInput, Shown>;
}

/** What is wrong, by the API's name of the field: `quantity`, `unitWeightGrams`. */
export type Problems = Readonly<Record<string, string>>;

export const emptyLine: LineValues = {
  kind: 'delivery',
  description: '',
  quantity: '1',
  weight: '',
  volume: '',
  volumeUnit: 'm3',
  kept: {},
};

const LITRES_OF = { m3: 1000, l: 1 } as const;
const MOST_PIECES = 100_000;
const MOST_KILOGRAMS = 100_000;
const MOST_LITRES = 1_000_000;
const LONGEST_WORDS = 200;

/** A line as the API takes it, or what is wrong where. Weight and volume that nobody knows are none. */
export function readLine(line: LineValues): { input: LineInput } | { problems: Problems } {
  const description = line.description.trim();
  const quantity = line.quantity.trim() === '' ? 1 : readNumber(line.quantity);
  const kilograms = readNumber(line.weight) ?? (line.weight.trim() === '' ? 0 : undefined);
  const volume = readNumber(line.volume) ?? (line.volume.trim() === '' ? 0 : undefined);
  const litres = volume === undefined ? undefined : Math.round(volume * LITRES_OF[line.volumeUnit]);
  const problems: Record<string, string> = {};
  if (description === '') problems.description = 'Say what it is: Sofa.';
  if (description.length > LONGEST_WORDS) problems.description = `At most ${LONGEST_WORDS} letters.`;
  if (!quantity || !Number.isInteger(quantity) || quantity > MOST_PIECES) problems.quantity = 'A whole number.';
  if (kilograms === undefined || kilograms > MOST_KILOGRAMS) problems.unitWeightGrams = 'Kilograms: 12.5.';
  if (litres === undefined || litres > MOST_LITRES) {
    problems.unitVolumeLitres = line.volumeUnit === 'm3' ? 'Cubic metres: 0.8.' : 'Litres: 800.';
  }
  if (Object.keys(problems).length > 0) return { problems };
  return {
    input: {
      ...line.kept,
      kind: line.kind,
      description,
      quantity: quantity!,
      unitWeightGrams: Math.round(kilograms! * 1000),
      unitVolumeLitres: litres!,
    },
  };
}

/** Nothing was typed into it. */
export const isEmptyLine = ({ description, weight, volume }: LineValues): boolean =>
  [description, weight, volume].every((text) => text.trim() === '');

export function valuesOfLine(action: Job['actions'][number]): LineValues {
  const { id: _id, state: _state, quantities: _quantities, reason: _reason, ...input } = action;
  const { kind, description, quantity, unitWeightGrams, unitVolumeLitres, ...kept } = input;
  const volumeUnit = unitVolumeLitres > 0 && unitVolumeLitres < 100 ? 'l' : 'm3';
  return {
    kind,
    description,
    quantity: String(quantity),
    weight: unitWeightGrams === 0 ? '' : writeNumber(unitWeightGrams / 1000),
    volume: unitVolumeLitres === 0 ? '' : writeNumber(unitVolumeLitres / LITRES_OF[volumeUnit]),
    volumeUnit,
    kept,
  };
}
