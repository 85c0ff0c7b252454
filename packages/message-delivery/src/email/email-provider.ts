import type { HandOverOptions, HandOverResult, ProviderCapabilities } from '../hand-over.ts';
import type { EmailMessage } from './email-message.ts';

/** A way to hand e-mails over. Every adapter passes email-provider-conformance.ts. */
export interface EmailProvider {
  /** `smtp`, `outbox`; metric label and log field. */
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
  send(message: EmailMessage, options: HandOverOptions): Promise<HandOverResult>;
  /** Waits up to 5 s for what is being handed over, then lets go; later sends fail as `closed`. */
  close(): Promise<void>;
}
