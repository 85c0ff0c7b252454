import type { ServerResponse } from 'node:http';

import type { JsonValue } from '../json.ts';

export interface StreamMessage {
  readonly event: string;
  /** Where to resume: sent with facts of the log, and with the first message of a feed of them. */
  readonly id?: string;
  readonly data: JsonValue;
}

/** Server-sent events to one reader, with a bounded memory for it. */
export interface EventStream {
  /** Resolves when there is room for more: what replays a long log waits for it. */
  send(...messages: StreamMessage[]): Promise<void>;
  /** Aborted when the reader went away, was too slow, or the platform stops. */
  readonly ended: AbortSignal;
  end(): void;
}

export interface StreamOptions {
  /** A reader with more than this unread is dropped and comes back with its cursor. */
  readonly bufferBytes?: number;
  readonly heartbeatMilliseconds?: number;
  readonly onDropped?: () => void;
}

const defaultBufferBytes = 1_048_576;
/** A reader doubts its line when one is late, so it is how soon a screen that only listens notices an ill edge. */
const defaultHeartbeatMilliseconds = 4_000;
/** How long a full buffer may stay full. */
const stallMilliseconds = 30_000;

export function openEventStream(
  response: ServerResponse,
  headers: Record<string, string>,
  options: StreamOptions = {},
): EventStream {
  const bufferBytes = options.bufferBytes ?? defaultBufferBytes;
  const ending = new AbortController();
  response.writeHead(200, {
    ...headers,
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const heartbeat = setInterval(
    () => write(': still here\n\n'),
    options.heartbeatMilliseconds ?? defaultHeartbeatMilliseconds,
  );

  function finish(): void {
    if (ending.signal.aborted) return;
    clearInterval(heartbeat);
    ending.abort();
  }
  response.on('close', finish);
  response.on('error', finish);

  function drop(): void {
    options.onDropped?.();
    finish();
    response.destroy();
  }

  function write(text: string): void {
    if (ending.signal.aborted) return;
    if (response.writableLength > bufferBytes) drop();
    else response.write(text);
  }

  function room(): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(stalled);
        response.off('drain', settle);
        ending.signal.removeEventListener('abort', settle);
        resolve();
      };
      const stalled = setTimeout(() => {
        drop();
        settle();
      }, stallMilliseconds);
      response.on('drain', settle);
      ending.signal.addEventListener('abort', settle, { once: true });
    });
  }

  return {
    ended: ending.signal,
    async send(...messages) {
      write(messages.map(format).join(''));
      if (!ending.signal.aborted && response.writableNeedDrain) await room();
    },
    end() {
      finish();
      response.end();
    },
  };
}

/** JSON has no raw line breaks, so one data line carries it whole. */
function format({ event, id, data }: StreamMessage): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
