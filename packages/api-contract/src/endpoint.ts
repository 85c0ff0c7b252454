import type { z } from 'zod';

/** Which front door of the platform an endpoint stands at; also its URL prefix. */
export const doorPrefixes = { public: '/api', operator: '/operator-api', tracker: '/tracker-api' } as const;
export type Door = keyof typeof doorPrefixes;

/** Who may knock: nobody in particular, any signed-in principal, a paired device, a tracker link, or a member/key with a permission. */
export type Access = 'anyone' | 'signed_in' | 'device' | 'tracker_link' | { readonly permission: string };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One endpoint, as data: the server validates with it, the client is typed by it, the OpenAPI document is printed from it.
 * Schemas hold no `coerce` or `transform`; query values arrive decoded by the schema's declared type.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** `module.verb`, unique; also the operationId. */
  readonly id: string;
  readonly door: Door;
  readonly method: Method;
  /** Below the door's prefix, parameters in braces: `/jobs/{jobId}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** How the body travels: JSON unless raw bytes of the content types named. */
  readonly bodyTypes?: readonly string[];
  /** Largest body in bytes; the door's default is 1 MiB. */
  readonly bodyLimitBytes?: number;
  readonly answer?: Answer;
  /** 200 unless said; an endpoint without `answer` replies 204. */
  readonly status?: 200 | 201 | 202;
  /** A read whose answer moves by itself (arrivals, positions): its ETag serves `If-Match` only, never 304. */
  readonly live?: true;
  /** Takes `If-Match`: two people may change it at once. */
  readonly conditional?: true;
  /** Stands in the audit trail, though its permission opens no set-up. */
  readonly audited?: true;
  /** Its answer holds what opens something: where answers are kept for who asks again, this one is sealed. */
  readonly answersSecret?: true;
  /** `report`: the first to be sent away when there is more to do than can be done. Else the door and the method say how much it matters. */
  readonly priority?: 'report';
  /** The service that does the work behind the door: it is that one's traffic too. */
  readonly workOf?: 'itinerary-optimiser';
  /** Anything but JSON: a live stream, or bytes of a file. */
  readonly answerKind?: 'json' | 'event_stream' | 'bytes';
}

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.infer<P> : never;
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.infer<Q> : never;
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.infer<B> : never;
export type AnswerOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.infer<A> : never;

export function defineEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
): Endpoint<P, Q, B, A> {
  return endpoint;
}
