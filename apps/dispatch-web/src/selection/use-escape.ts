import { useHotkeys } from '@mantine/hooks';

/** Escape closes the sheet beside the screen; pressed in a dialog it closes that alone, and the sheet stays. */
export function useEscape(close: () => void): void {
  useHotkeys([['Escape', ({ target }) => !isInDialog(target) && close()]]);
}

/** Also of a dialog that this very press has closed already. */
const isInDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"]') !== null;
