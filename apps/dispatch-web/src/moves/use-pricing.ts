import type { Consequences } from '@roundsman/api-contract';
import { useEffect, useRef, useState } from 'react';
import { type MoveRequest, requestOf } from './move-request.ts';
import type { MoveTarget, Pricing } from './moves-context.ts';

const REST_MILLISECONDS = 120;

/** Asks what a move would do once the pointer rests, and forgets answers that came too late. */
export function usePricing(
  jobId: string | null,
  target: MoveTarget | null,
  price: (move: MoveRequest, signal: AbortSignal) => Promise<Consequences>,
): Pricing | null {
  const [pricing, setPricing] = useState<Pricing | null>(null);
  const latest = useRef(price);
  latest.current = price;

  useEffect(() => {
    if (jobId === null || target === null) {
      setPricing(null);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      latest.current(requestOf(jobId, target), stop.signal).then(
        (consequences) => !stop.signal.aborted && setPricing({ target, consequences, error: null }),
        (error: unknown) => !stop.signal.aborted && setPricing({ target, consequences: null, error }),
      );
    }, REST_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [jobId, target]);

  return pricing;
}
