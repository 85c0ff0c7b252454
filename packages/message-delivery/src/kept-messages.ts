import type { HandOverResult } from './hand-over.ts';
import { failed } from './hand-over.ts';

/** The newest messages of an outbox adapter, by idempotency key, oldest first. */
export class KeptMessages<Message> {
  readonly #byKey = new Map<string, Message>();
  readonly #most: number;
  #closed = false;

  constructor(most: number) {
    this.#most = most;
  }

  list(): readonly Message[] {
    return [...this.#byKey.values()];
  }

  take(message: Message, idempotencyKey: string): HandOverResult {
    if (this.#closed) return failed('closed', 'The outbox is closed.', false);
    if (!this.#byKey.has(idempotencyKey)) this.#byKey.set(idempotencyKey, message);
    if (this.#byKey.size > this.#most) {
      const [oldest] = this.#byKey.keys();
      if (oldest !== undefined) this.#byKey.delete(oldest);
    }
    return { outcome: 'accepted', providerMessageIds: [`outbox-${idempotencyKey}`] };
  }

  close(): void {
    this.#closed = true;
  }
}
