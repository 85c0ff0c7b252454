import { buildPath } from '../build-request.ts';
import type { Callable } from '../callable.ts';
import type { ClientClock } from '../clock.ts';
import type { EdgeChoice } from '../edges/choose-edge.ts';
import { RefusedError, UnreachableError } from '../errors.ts';
import { readRefusal } from '../read-answer.ts';
import { backoffMilliseconds } from '../requests/retry.ts';
import type { Session } from '../session/session.ts';
import type { LiveConnection, LiveEvents, LiveOptions, LiveState } from './live-types.ts';
import { parseServerSentEvents } from './sse-parser.ts';

/** The platform sends a heartbeat every four seconds. When one is late, the edge is held against a sibling; a line silent for three times as long is dead. */
const SILENCE_MILLISECONDS = 5_000;
const MOST_LATE = 2;
/** A line that does not open within this is tried over the next edge. */
const OPEN_MILLISECONDS = 1_500;
/** Where every way is slow it gets twice as long after each failure, so often: more would be lost on a dead way once another is well again. */
const MOST_DOUBLINGS = 2;
/** A loss shorter than this is `reconnecting`; after it people are told that they are offline. */
const FRESH_LOSS_MILLISECONDS = 10_000;
/** How often a line that stays live says that it was heard. */
const TELL_EVERY_MILLISECONDS = 1_000;

interface Line {
  readonly edges: EdgeChoice;
  readonly session: Session | undefined;
  readonly clock: ClientClock;
  readonly random: () => number;
  readonly send: typeof fetch;
  readonly credentials: 'omit' | 'same-origin';
  /** Something small asked of the edge that comes first, and of a sibling too when it is slow. */
  compare(): Promise<void>;
}

/** Server-sent events over fetch, so that they carry an `Authorization` header; resumed by cursor, watched for silence, for as long as nobody closes it. */
export function openLive(endpoint: Callable, options: LiveOptions<LiveEvents>, line: Line): LiveConnection {
  const { clock } = line;
  let isClosed = false;
  let cursor: string | null = options.after ?? null;
  let state: LiveState = { kind: 'reconnecting', heardAt: null, error: null };
  let lostAt = clock.monotonicMilliseconds();
  let wake: () => void = () => {};
  let hangUp = wake;
  let isMoving = false;

  const say = (next: LiveState) => {
    state = next;
    if (!isClosed) options.onState?.(state);
  };
  const lose = (kind: 'reconnecting' | 'offline', error: Error) => {
    if (state.kind === 'live') lostAt = clock.monotonicMilliseconds();
    say({ kind, heardAt: state.heardAt, error });
  };
  let toldAt = 0;
  const heard = () => {
    const next: LiveState = { kind: 'live', heardAt: clock.epochMilliseconds(), error: null };
    const isNews = state.kind !== 'live' || clock.monotonicMilliseconds() - toldAt >= TELL_EVERY_MILLISECONDS;
    if (!isNews) {
      state = next;
      return;
    }
    toldAt = clock.monotonicMilliseconds();
    say(next);
  };

  /** Asks for the stream; a token that ran out meanwhile is renewed once. */
  async function open(edge: string, signal: AbortSignal): Promise<Response> {
    const query = { ...options.query, ...(cursor !== null && { after: cursor }) };
    const url = `${edge}${buildPath(endpoint, { params: options.params, query })}`;
    for (let mayRenew = true; ; mayRenew = false) {
      const authorization = endpoint.access === 'anyone' ? null : ((await line.session?.authorization(signal)) ?? null);
      const response = await line.send(url, {
        headers: { Accept: 'text/event-stream', ...(authorization && { Authorization: authorization }) },
        credentials: line.credentials,
        cache: 'no-store',
        signal,
      });
      if (response.status !== 401 || !mayRenew || authorization === null) return response;
      if (!(await line.session?.refused(authorization))) return response;
      await response.body?.cancel();
    }
  }

  /** Reads one connection to its end; returns when the server ends it, throws when the line breaks, falls silent or is refused. */
  async function connect(openMilliseconds: number): Promise<void> {
    const stop = new AbortController();
    const close = () => stop.abort();
    hangUp = close;
    let watchdog = setTimeout(close, openMilliseconds);
    const edge = line.edges.order()[0]!;
    const move = () => {
      if (stop.signal.aborted) return;
      isMoving = true;
      close();
    };
    // Requests find out first that an edge is ill; the feed goes along and misses nothing, for it has its cursor.
    const stay = line.edges.onLeave((left) => left === edge && move());
    let late = 0;
    const watch = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(doubt, options.silenceMilliseconds ?? SILENCE_MILLISECONDS);
    };
    const doubt = () => {
      if (++late > MOST_LATE) return close();
      watch();
      void line.compare().then(() => line.edges.order()[0] === edge || move());
    };
    const listen = () => {
      late = 0;
      watch();
      heard();
    };
    const startedAt = clock.monotonicMilliseconds();
    try {
      const response = await open(edge, stop.signal);
      if (!response.ok || !response.body) throw await readRefusal(response);
      line.edges.saw({ kind: 'answered', edge, milliseconds: clock.monotonicMilliseconds() - startedAt });
      listen();
      const parse = parseServerSentEvents(({ name, data, id }) => {
        if (id !== null) cursor = id;
        options.on[name]?.(JSON.parse(data), id);
      });
      const text = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        listen();
        parse(text.decode(value, { stream: true }));
      }
    } catch (error) {
      if (!(error instanceof RefusedError) && !isMoving) line.edges.saw({ kind: 'failed', edge });
      throw error instanceof RefusedError || error instanceof UnreachableError
        ? error
        : new UnreachableError(stop.signal.aborted ? 'timeout' : 'network', error);
    } finally {
      stay();
      clearTimeout(watchdog);
      stop.abort();
    }
  }

  async function hold(): Promise<void> {
    let failures = 0;
    while (!isClosed) {
      isMoving = false;
      const startedAt = clock.monotonicMilliseconds();
      let error: Error = new UnreachableError('network');
      try {
        await connect(OPEN_MILLISECONDS * 2 ** Math.min(failures, MOST_DOUBLINGS));
      } catch (thrown) {
        error = thrown as Error;
      }
      if (isClosed) return;
      // A connection that stood for a while was a good one: what broke it is new trouble.
      failures = state.kind === 'live' && clock.monotonicMilliseconds() - startedAt > 5_000 ? 1 : failures + 1;
      const refused = error instanceof RefusedError && !error.mayPass;
      if (refused && (error as RefusedError).code === 'cursor_expired' && cursor !== null) {
        cursor = null;
        options.onGap?.();
        continue;
      }
      lose('reconnecting', error);
      // Another edge is worth a try at once; once each of them has failed there is time to breathe.
      if (isMoving || (!refused && failures < line.edges.order().length)) continue;
      if (refused || clock.monotonicMilliseconds() - lostAt > FRESH_LOSS_MILLISECONDS) lose('offline', error);
      await pause(backoffMilliseconds(refused ? failures + 4 : failures, line.random));
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    await clock.sleep(milliseconds, woken.signal).catch(() => {});
  }

  void hold();
  return {
    state: () => state,
    cursor: () => cursor,
    wake: () => wake(),
    close: () => {
      isClosed = true;
      hangUp();
      wake();
    },
  };
}
