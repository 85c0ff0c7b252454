import type { Readable } from 'node:stream';
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '@roundsman/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { ReadWork, Work } from '../database/work.ts';
import type { EventStream } from './event-stream.ts';
import type { Principal } from './principal.ts';

/** A file or raw body as the answer of an endpoint whose `answerKind` is `bytes`. */
export interface BytesAnswer {
  readonly stream: Readable;
  readonly contentType: string;
  readonly bytes?: number;
  /** Changes with the content; sent as ETag, and 304 is answered to who has it. */
  readonly etag?: string;
  readonly cacheSeconds?: number;
  /** Offered for saving under this name. */
  readonly fileName?: string;
}

export interface UnitOptions {
  /** Sets this write apart from others of the same request: for bulk verbs that take several units. */
  readonly part?: string;
  /** SHA-256 of a raw body, which the platform has not read. */
  readonly bodyDigest?: string;
}

type PrincipalOf<E extends Endpoint, P> = E['access'] extends 'anyone' ? P | null : P;

/** One request at a door: everything of it checked against the endpoint's schemas. */
export interface EndpointRequest<E extends Endpoint, P extends Principal> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  /** The body of an endpoint that takes raw bytes: at most its limit, then 413. */
  readonly bytes: Readable;
  readonly contentType: string;
  readonly principal: PrincipalOf<E, P>;
  /** Id of the request: in the answer's `Request-Id`, in problems and in the log. */
  readonly id: string;
  /** Real time at which it arrived. */
  readonly receivedAt: Date;
  /** Aborted when the asker went away. */
  readonly signal: AbortSignal;
  /** What a live stream is to resume after: `Last-Event-ID`, else the query's `after`. */
  readonly resumeAfter: string | null;
  /** The tags of `If-Match`, for an endpoint that is `conditional`; null when any state will do. */
  readonly ifMatch: readonly string[] | null;
  readonly fastify: FastifyRequest;
  readonly reply: FastifyReply;

  /** A write of the principal's organisation; done once per `Idempotency-Key`, its answer kept in the same transaction. */
  unitOfWork<T>(run: (work: Work) => Promise<T>, options?: UnitOptions): Promise<T>;
  read<T>(run: (work: ReadWork) => Promise<T>): Promise<T>;
  /** Begins the live stream: from here on the answer is its messages. */
  openStream(): EventStream;
}

type Answer<E extends Endpoint> = E['answerKind'] extends 'bytes'
  ? BytesAnswer
  : E['answerKind'] extends 'event_stream'
    ? undefined
    : E['answer'] extends undefined
      ? undefined
      : AnswerOf<E>;

export type EndpointHandler<E extends Endpoint, P extends Principal> = (
  request: EndpointRequest<E, P>,
) => Promise<Answer<E>>;
