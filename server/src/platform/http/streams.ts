import type { ServerResponse } from 'node:http';
import type { Door } from '@roundsman/api-contract';

import type { Metrics } from '../metrics/index.ts';
import { Problem } from '../problem.ts';
import { type EventStream, openEventStream } from './event-stream.ts';

/** Each costs some kilobytes and a socket. */
const MOST_STREAMS = 10_000;

/** Every live stream of the process, so that a clean stop can end them. */
export interface Streams {
  open(door: Door, response: ServerResponse, headers: Record<string, string>): EventStream;
  endAll(): void;
}

export function openStreams(metrics: Metrics): Streams {
  const open = new Set<EventStream>();
  return {
    open(door, response, headers) {
      if (open.size >= MOST_STREAMS) {
        throw new Problem({
          status: 503,
          code: 'too_many_streams',
          title: 'No further live feed can be held here',
          remedy: 'Read GET /api/events with waitSeconds, or come back as Retry-After says.',
          retryAfterSeconds: 30,
        });
      }
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
