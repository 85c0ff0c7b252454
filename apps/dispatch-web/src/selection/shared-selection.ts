import { useEffect, useRef } from 'react';
import { readSelection, sameSelection, writeSelection } from './selection.ts';
import { useSelection } from './use-screen.ts';

const channelName = 'roundsman.selection';

/** One selection in all windows of this browser: what is chosen here is chosen there. */
export function useSharedSelection(): void {
  const [selection, select] = useSelection();
  const latest = useRef({ selection, select });
  latest.current = { selection, select };
  const channel = useRef<BroadcastChannel | null>(null);

  useEffect(() => {
    const opened = new BroadcastChannel(channelName);
    opened.onmessage = (event: MessageEvent<unknown>) => {
      const other = readSelection(event.data);
      if (!sameSelection(other, latest.current.selection)) latest.current.select(other);
    };
    channel.current = opened;
    return () => {
      channel.current = null;
      opened.close();
    };
  }, []);

  const text = writeSelection(selection) ?? '';
  const first = useRef(true);
  useEffect(() => {
    // A window that has just opened follows the others instead of clearing what they show.
    if (first.current) first.current = false;
    else channel.current?.postMessage(text);
  }, [text]);
}
