/** What is chosen, on every screen and in every window: one thing, written in the URL as `job:0192…`. */
export interface Selection {
  kind: SelectionKind;
  id: string;
}

const SELECTION_KINDS = ['job', 'stop', 'itinerary', 'vehicle'] as const;
export type SelectionKind = (typeof SELECTION_KINDS)[number];

const PATTERN = new RegExp(`^(${SELECTION_KINDS.join('|')}):([0-9a-zA-Z-]{1,64})$`);

/** null for anything that is not a selection: a URL typed by hand never breaks a screen. */
export function readSelection(text: unknown): Selection | null {
  const match = typeof text === 'string' ? PATTERN.exec(text) : null;
  return match ? { kind: match[1] as SelectionKind, id: match[2] as string } : null;
}

export function writeSelection(selection: Selection | null): string | undefined {
  return selection === null ? undefined : `${selection.kind}:${selection.id}`;
}

export function sameSelection(first: Selection | null, second: Selection | null): boolean {
  return first?.kind === second?.kind && first?.id === second?.id;
}
