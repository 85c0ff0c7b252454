import type { StatusDocument } from '@roundsman/api-contract';
import { readDeviceTime } from '@roundsman/ui';
import { useEffect, useState } from 'react';
import { type Receipt, receive } from './freshness.ts';

export interface StatusLoad {
  /** The last document that came; kept while no other comes. */
  document: StatusDocument | null;
  receipt: Receipt | null;
  /** Why the last try brought nothing; null when it did. */
  trouble: string | null;
}

const reloadMilliseconds = 15_000;
const patienceMilliseconds = 10_000;

/** `status.json` beside this page, again every 15 seconds and at once when the page is looked at again. */
export function useStatusDocument(): StatusLoad {
  const [load, setLoad] = useState<StatusLoad>({ document: null, receipt: null, trouble: null });

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const run = async () => {
      clearTimeout(timer);
      const next = await fetchDocument();
      if (stopped) return;
      setLoad((known) => ('trouble' in next ? { ...known, trouble: next.trouble } : { ...next, trouble: null }));
      clearTimeout(timer);
      timer = setTimeout(() => void run(), reloadMilliseconds);
    };
    const onShow = () => {
      if (document.visibilityState === 'visible') void run();
    };
    void run();
    document.addEventListener('visibilitychange', onShow);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onShow);
    };
  }, []);

  return load;
}

async function fetchDocument(): Promise<{ document: StatusDocument; receipt: Receipt } | { trouble: string }> {
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const answer = await fetch('./status.json', { cache: 'no-store', signal });
    if (!answer.ok) return { trouble: `the host answered ${answer.status}` };
    const document = (await answer.json()) as StatusDocument;
    if (document.version !== 1) return { trouble: 'it is from a newer release: load this page again' };
    return { document, receipt: receive(document.generatedAt, answer.headers.get('date'), readDeviceTime()) };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return { trouble: timedOut ? 'no answer in time' : 'it cannot be reached or read' };
  }
}
