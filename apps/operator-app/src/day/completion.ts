import type { CrewItinerary, CrewStop } from '@roundsman/api-contract';
import type { CommandInput, OutboxFile } from '@roundsman/client';
import { actionStateOf, deriveJobOutcome, goodsMove, type HandedTo, type JobOutcome } from '@roundsman/delivery-rules';
import type { Line } from './load-list.ts';

export type CompletionStep = 'check' | 'photo' | 'name' | 'signature';

export interface LineResult {
  readonly refused: number;
  readonly damaged: number;
  readonly missing: number;
  readonly reason: string | null;
  /** Barcodes scanned, or ticks by hand. */
  readonly isChecked: boolean;
}

/** A completion as far as it has come; kept on the device, so that it can be left and taken up again. */
export interface Completion {
  readonly stopId: string;
  readonly step: CompletionStep;
  readonly lines: Readonly<Record<string, LineResult>>;
  /** Ids of files in the drafts' store. */
  readonly photos: readonly string[];
  readonly handedTo: HandedTo | null;
  readonly name: string;
  readonly signature: string | null;
  /** Why nobody signed; null while a signature is expected or there is one. */
  readonly noSignature: string | null;
}

const UNTOUCHED: LineResult = { refused: 0, damaged: 0, missing: 0, reason: null, isChecked: false };

export function beginCompletion(stop: CrewStop): Completion {
  return {
    stopId: stop.id,
    step: 'check',
    lines: Object.fromEntries((stop.job?.actions ?? []).map(({ id }) => [id, UNTOUCHED])),
    photos: [],
    handedTo: null,
    name: '',
    signature: null,
    noSignature: null,
  };
}

/** What is left of the line's quantity after what went wrong. */
export function completedOf(line: Line, result: LineResult): number {
  return line.quantity - result.refused - result.damaged - result.missing;
}

/** Sets how many went one wrong way, never more than there are; a line that went well needs no reason. */
export function setWrong(
  completion: Completion,
  line: Line,
  way: 'refused' | 'damaged' | 'missing',
  quantity: number,
): Completion {
  const before = completion.lines[line.id] ?? UNTOUCHED;
  const others = before.refused + before.damaged + before.missing - before[way];
  const after = { ...before, [way]: Math.max(0, Math.min(quantity, line.quantity - others)), isChecked: true };
  const isClean = after.refused + after.damaged + after.missing === 0;
  return setLine(completion, line.id, isClean ? { ...after, reason: null } : after);
}

export function setLine(completion: Completion, lineId: string, change: Partial<LineResult>): Completion {
  const before = completion.lines[lineId] ?? UNTOUCHED;
  return { ...completion, lines: { ...completion.lines, [lineId]: { ...before, ...change } } };
}

/** How the visit would end as it stands. */
export function outcomeOf(stop: CrewStop, completion: Completion): JobOutcome {
  return deriveJobOutcome(resultsOf(stop, completion).map((result) => actionStateOf(totalOf(result), result)));
}

/** Which screens this stop needs: nobody receives anything where nothing was brought. */
export function stepsOf(stop: CrewStop, completion: Completion): CompletionStep[] {
  const outcome = outcomeOf(stop, completion);
  const isHandover =
    (stop.job?.actions ?? []).some(({ kind }) => goodsMove[kind] !== 'none') && outcome !== 'incomplete';
  return [
    'check',
    'photo',
    ...(isHandover ? (['name'] as const) : []),
    ...(stop.job?.signatureRequired && outcome !== 'incomplete' ? (['signature'] as const) : []),
  ];
}

export interface PhotoRule {
  readonly code: string;
  readonly needsPhoto: boolean;
}

/** What is missing before the step may be left; null when nothing is. */
export function whatIsMissing(stop: CrewStop, completion: Completion, reasons: readonly PhotoRule[]): string | null {
  switch (completion.step) {
    case 'check': {
      const open = (stop.job?.actions ?? []).find((line) => {
        const { refused, damaged, missing, reason } = completion.lines[line.id] ?? UNTOUCHED;
        return refused + damaged + missing > 0 && reason === null && whyItStays(stop, completion, line) === null;
      });
      return open ? `Say why for “${open.description}”.` : null;
    }
    case 'photo': {
      const used = new Set(Object.values(completion.lines).map(({ reason }) => reason));
      const needs = reasons.some(({ code, needsPhoto }) => needsPhoto && used.has(code));
      return needs && completion.photos.length === 0 ? 'Take at least one photo of it.' : null;
    }
    case 'name':
      return completion.handedTo === null ? 'Say who took it.' : null;
    case 'signature':
      return completion.signature === null && completion.noSignature === null
        ? 'Let them sign, or say why nobody did.'
        : null;
  }
}

/** Of an exchange: the old thing stays where it is, since nothing new was delivered. Null when it is collected. */
export function whyItStays(stop: CrewStop, completion: Completion, line: Line): string | null {
  const delivery = stop.job?.actions.find(({ id }) => id === line.onlyIfDelivered);
  if (!delivery || completedOf(delivery, completion.lines[delivery.id] ?? UNTOUCHED) > 0) return null;
  return `Stays here: “${delivery.description}” was not delivered.`;
}

function resultsOf(stop: CrewStop, completion: Completion) {
  return (stop.job?.actions ?? []).map((line) => {
    const result = completion.lines[line.id] ?? UNTOUCHED;
    if (whyItStays(stop, completion, line) !== null) {
      const reason = completion.lines[line.onlyIfDelivered!]?.reason ?? null;
      return { actionId: line.id, completed: 0, refused: line.quantity, damaged: 0, missing: 0, reason };
    }
    const { refused, damaged, missing, reason } = result;
    return { actionId: line.id, completed: completedOf(line, result), refused, damaged, missing, reason };
  });
}

const totalOf = ({ completed, refused, damaged, missing }: ReturnType<typeof resultsOf>[number]) =>
  completed + refused + damaged + missing;

type Moment = Pick<CommandInput, 'fix' | 'happenedAt'>;

/** The commands of a finished completion, in the order of what happened: what was seen, what was signed, and that it is done. */
export function commandsOf(
  itinerary: Pick<CrewItinerary, 'id'>,
  stop: CrewStop,
  completion: Completion,
  files: ReadonlyMap<string, OutboxFile>,
  moment: Moment,
): CommandInput[] {
  const at = { itineraryId: itinerary.id, stopId: stop.id, ...moment };
  const { handedTo, signature, noSignature, photos } = completion;
  const name = completion.name.trim() || null;
  const commands: CommandInput[] = [];
  for (const line of stop.job?.actions ?? []) {
    if (line.barcode === null || !completion.lines[line.id]?.isChecked) continue;
    const payload = { proofKind: 'scan', actionId: line.id, barcode: line.barcode } as const;
    commands.push({ kind: 'proof', ...at, payload });
  }
  for (const fileId of photos) {
    commands.push({ kind: 'proof', ...at, payload: { proofKind: 'photo', fileId }, files: fileOf(files, fileId) });
  }
  if (signature !== null) {
    const payload = { proofKind: 'signature', fileId: signature, name, handedTo } as const;
    commands.push({ kind: 'proof', ...at, payload, files: fileOf(files, signature) });
  } else if (noSignature !== null) {
    commands.push({ kind: 'proof', ...at, payload: { proofKind: 'no_signature', words: noSignature } });
  }
  commands.push({ kind: 'complete', ...at, payload: { actions: resultsOf(stop, completion), handedTo, name } });
  return commands;
}

function fileOf(files: ReadonlyMap<string, OutboxFile>, id: string): OutboxFile[] {
  const file = files.get(id);
  return file ? [file] : [];
}
