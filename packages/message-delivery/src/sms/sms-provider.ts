import type { HandOverOptions, HandOverResult, LookUp, ProviderCapabilities } from '../hand-over.ts';
import type { WebhookRequest, WebhookVerdict } from '../webhooks/webhook.ts';
import type { SmsMessage } from './sms-message.ts';

/** A way to hand SMS over. Every adapter passes sms-provider-conformance.ts. */
export interface SmsProvider {
  /** `smpp`, `outbox`, or as the configuration names it; metric label and log field. */
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
  send(message: SmsMessage, options: HandOverOptions): Promise<HandOverResult>;
  /** Whether it holds a message that may have been given to it since then. Absent where the provider cannot be asked. */
  lookUp?(message: SmsMessage, givenSince: Date, budgetSeconds: number): Promise<LookUp>;
  /** Opens the way for what comes from the network. What a listener refuses by rejecting, the network is asked to bring again. */
  listen(listener: SmsListener): void;
  /** Takes a call of the provider's webhook, once its signature is right. Absent where the provider has none. */
  receive?(request: WebhookRequest): Promise<WebhookVerdict>;
  /** Waits up to 5 s for what is being handed over, then lets go; later sends fail as `closed`. */
  close(): Promise<void>;
}

export interface SmsListener {
  receipt(receipt: SmsReceipt): Promise<void>;
  reply(reply: SmsReply): Promise<void>;
}

/** What became of one part that was accepted earlier. */
export interface SmsReceipt {
  readonly providerMessageId: string;
  readonly state: 'delivered' | 'undelivered';
  /** The network's own words: state and error code. */
  readonly detail: string;
  /** Which of our messages it is about, where the provider gives back what it was given with it. */
  readonly about?: AboutMessage;
}

/** Our own key of a message as it came back, whole or, where a network has room for less, as a number of 16 bits beside the recipient. */
export type AboutMessage = { readonly key: string } | { readonly to: string; readonly reference: number };

/** An SMS a person sent to one of our numbers. */
export interface SmsReply {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}
