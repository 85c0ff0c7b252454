import type { ServerResponse } from 'node:http';
import type { Door } from '@roundsman/api-contract';

import type { Metrics } from '../metrics/index.ts';
import { type EventStream, openEventStream } from './event-stream.ts';

/** Every live stream of the process, so that a clean stop can end them. */
export interface Streams {
  open(door: Door, response: ServerResponse, headers: Record<string, string>): EventStream;
  endAll(): void;
}

export function openStreams(metrics: Metrics): Streams {
  const open = new Set<EventStream>();
  return {
    open(door, response, headers) {
      const stream = openEventStream(response, headers, { onDropped: () => metrics.liveStreamsDropped.inc({ door }) });
      open.add(stream);
      metrics.liveStreams.inc({ door });
      stream.ended.addEventListener('abort', () => {
        open.delete(stream);
        metrics.liveStreams.dec({ door });
      });
      return stream;
    },
    endAll() {
      for (const stream of open) stream.end();
    },
  };
}
