export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
  /** The id in force after this event, if it brought one. */
  readonly id: string | null;
}

const LARGEST_EVENT_CHARACTERS = 4 * 1024 * 1024;

/**
 * Server-sent events out of text in pieces of any size (WHATWG HTML, 9.2.6). Comments are dropped; `retry` fields are told to `onRetry`.
 * Throws RangeError on an event without end.
 */
export function parseServerSentEvents(
  onEvent: (event: ServerSentEvent) => void,
  onRetry?: (milliseconds: number) => void,
) {
  let rest = '';
  let name = '';
  let data: string[] = [];
  let id: string | null = null;
  let size = 0;

  const line = (text: string) => {
    if (text === '') {
      if (data.length > 0) onEvent({ name: name || 'message', data: data.join('\n'), id });
      name = '';
      data = [];
      id = null;
      size = 0;
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1);
    size += value.length;
    if (size > LARGEST_EVENT_CHARACTERS) throw new RangeError('An event of the live feed is too large');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
  };

  return (chunk: string) => {
    rest += chunk;
    // A carriage return at the very end may be half of a CRLF: leave it for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    if (rest.length > LARGEST_EVENT_CHARACTERS) throw new RangeError('An event of the live feed is too large');
    for (const text of lines) line(text);
  };
}
