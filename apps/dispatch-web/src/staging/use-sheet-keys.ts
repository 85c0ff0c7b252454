import type { KeyboardEvent } from 'react';

interface SheetKeys {
  editing: boolean;
  move: (rows: number, columns: number) => void;
  /** `initial` replaces what stands in the cell; null goes on from it. */
  edit: (initial: string | null) => void;
  toggle: () => void;
}

const PAGE_ROWS = 15;
const steps: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE_ROWS, 0],
  PageDown: [PAGE_ROWS, 0],
};

/** The keys of a spreadsheet, while no cell is being typed into. Tab leaves the sheet, so nobody is caught in it. */
export function useSheetKeys({ editing, move, edit, toggle }: SheetKeys) {
  return (event: KeyboardEvent) => {
    if (editing || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step) move(...step);
    else if (event.key === 'Enter' || event.key === 'F2') edit(null);
    else if (event.key === ' ') toggle();
    else if (event.key.length === 1) edit(event.key);
    else return;
    event.preventDefault();
  };
}
