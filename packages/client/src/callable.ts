import type { Endpoint } from '@roundsman/api-contract';
import type { z } from 'zod';

type Travelling =
  | 'id'
  | 'door'
  | 'method'
  | 'path'
  | 'access'
  | 'bodyTypes'
  | 'answerKind'
  | 'params'
  | 'query'
  | 'body'
  | 'answer';

/** What the client needs of an endpoint: the contract's own object, or its light copy without schemas; the types are the same. */
export type Callable<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = Pick<Endpoint<Params, Query, Body, Answer>, Travelling>;

export type CallableOf<Table extends Record<string, Endpoint>> = {
  readonly [Key in keyof Table]: Pick<Table[Key], Travelling>;
};

/** A schema that the endpoint does not have reads as `unknown`: then the option may not be given. */
type Option<Name extends string, Value> = unknown extends Value
  ? { readonly [K in Name]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

type BodyOption<Value> = unknown extends Value ? { readonly body?: RawBody } : { readonly body: Value };

/** Bytes for the endpoints that take them, with their media type. */
export interface RawBody {
  readonly bytes: Blob | Uint8Array<ArrayBuffer> | string;
  readonly contentType: string;
}

export interface CommonOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Made when absent; give the same again to repeat a write whose answer was lost. */
  readonly idempotencyKey?: string;
  /** For the whole call, repeats included; 15 s unless said. */
  readonly budgetMilliseconds?: number;
  /** The longest one try may take; 10 s unless said. */
  readonly attemptMilliseconds?: number;
  /** 1 forbids repeating, for what must not be tried twice. */
  readonly attempts?: number;
  /** False: a slow answer is waited for, and only a failure is repeated over another edge. */
  readonly hedge?: boolean;
}

export type CallOptions<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = CommonOptions &
  Option<'params', z.infer<P>> &
  Option<'query', z.infer<Q>> &
  BodyOption<z.infer<B>>;

/** The options argument may be left out when nothing in it is required. */
export type CallArguments<Options> = Record<never, never> extends Options ? [options?: Options] : [options: Options];

/** An endpoint without an answer schema answers nothing. */
export type AnswerType<A extends z.ZodType> = unknown extends z.infer<A> ? undefined : z.infer<A>;

export interface Exchange<Answer> {
  readonly status: number;
  readonly headers: Headers;
  /** Absent after 204 and 304. */
  readonly answer: Answer | undefined;
}

/** The options with their types worn off, as the machinery below passes them on. */
export interface PlainOptions extends CommonOptions {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}
