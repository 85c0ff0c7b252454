/** Where a call's authorisation comes from. */
export interface Session {
  /** The value of the `Authorization` header, renewed when it is about to run out; null when nobody is signed in. */
  authorization(signal?: AbortSignal): Promise<string | null>;
  /** The platform refused this value with 401: true when another one is worth a try. */
  refused(authorization: string): Promise<boolean>;
}

/** A key of the Public API: it never renews itself. */
export function apiKey(secret: string): Session {
  return { authorization: async () => `Bearer ${secret}`, refused: async () => false };
}
