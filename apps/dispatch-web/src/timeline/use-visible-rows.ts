import { type RefObject, useEffect, useState } from 'react';

export interface VisibleRows {
  from: number;
  /** Exclusive. */
  to: number;
  widthPx: number;
}

const SPARE_ROWS = 4;

/** Which rows of equal height a scrolling box shows, with a few to spare, and how wide the box is. */
export function useVisibleRows(box: RefObject<HTMLElement | null>, count: number, rowPx: number): VisibleRows {
  const [visible, setVisible] = useState<VisibleRows>({ from: 0, to: 0, widthPx: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / rowPx) - SPARE_ROWS);
      const to = Math.min(count, Math.ceil((element.scrollTop + element.clientHeight) / rowPx) + SPARE_ROWS);
      const widthPx = element.clientWidth;
      setVisible((before) =>
        before.from === from && before.to === to && before.widthPx === widthPx ? before : { from, to, widthPx },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, count, rowPx]);
  return visible;
}
