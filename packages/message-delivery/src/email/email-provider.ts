import type { HandOverOptions, HandOverResult, LookUp, ProviderCapabilities } from '../hand-over.ts';
import type { WebhookRequest, WebhookVerdict } from '../webhooks/webhook.ts';
import type { EmailMessage } from './email-message.ts';

/** A way to hand e-mails over. Every adapter passes email-provider-conformance.ts. */
export interface EmailProvider {
  /** `smtp`, `outbox`, or as the configuration names it; metric label and log field. */
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
  send(message: EmailMessage, options: HandOverOptions): Promise<HandOverResult>;
  /** It hands over the very message that we compose, so that the sender's own DKIM signature arrives and its servers need no word of the domain. */
  readonly carriesSignatures: boolean;
  /** Whether it holds the message with this key. Absent where the provider cannot be asked. */
  lookUp?(idempotencyKey: string, budgetSeconds: number): Promise<LookUp>;
  /** Opens the way for what the provider learns later. What a listener refuses by rejecting, it is asked to bring again. */
  listen?(listener: EmailListener): void;
  /** Takes a call of the provider's webhook, once its signature is right. Absent where the provider has none. */
  receive?(request: WebhookRequest): Promise<WebhookVerdict>;
  /** Waits up to 5 s for what is being handed over, then lets go; later sends fail as `closed`. */
  close(): Promise<void>;
}

export interface EmailListener {
  receipt(receipt: EmailReceipt): Promise<void>;
}

/** What became of an e-mail that was accepted earlier. */
export interface EmailReceipt {
  /** As the provider, or the Message-ID, names the message; none when a report does not tell. */
  readonly providerMessageId: string | null;
  /** Our own key of the message, where the provider gives it back. */
  readonly key?: string;
  readonly recipient: string;
  /** `delayed` decides nothing yet. */
  readonly state: 'delivered' | 'delayed' | 'bounced' | 'complained';
  /** Of a bounce: the mailbox does not exist or never takes mail from us, so nothing more may be sent there. */
  readonly permanent: boolean;
  /** RFC 3463, `5.1.1`, where told. */
  readonly statusCode: string | null;
  readonly detail: string;
}
