import type { StateTable } from './state-table.ts';

export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'suppressed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const MESSAGE_EVENTS = ['take', 'put_back', 'accept', 'deliver', 'bounce', 'fail', 'suppress', 'retry'] as const;
export type MessageEvent = (typeof MESSAGE_EVENTS)[number];

/**
 * Providers may report delivery or a bounce before their own acceptance is recorded, hence the cells of `sending`. What was
 * sent is put back when its provider turns out to deliver nothing.
 */
export const messageStates: StateTable<MessageState, MessageEvent> = {
  thing: 'message',
  events: {
    take: { by: ['clock'], verb: 'be taken for sending' },
    put_back: { by: ['clock'], verb: 'be put back for another try' },
    accept: { by: ['clock'], verb: 'be accepted by the provider' },
    deliver: { by: ['clock'], verb: 'be delivered' },
    bounce: { by: ['clock'], verb: 'bounce' },
    fail: { by: ['clock'], verb: 'fail' },
    suppress: { by: ['clock', 'desk'], verb: 'be suppressed' },
    retry: { by: ['desk'], verb: 'be tried again by hand' },
  },
  cells: {
    queued: {
      take: 'sending',
      put_back: 'refused',
      accept: 'refused',
      deliver: 'refused',
      bounce: 'refused',
      fail: 'failed',
      suppress: 'suppressed',
      retry: 'refused',
    },
    sending: {
      take: 'refused',
      put_back: 'queued',
      accept: 'sent',
      deliver: 'delivered',
      bounce: 'bounced',
      fail: 'failed',
      suppress: { to: 'suppressed', by: ['clock'] },
      retry: 'refused',
    },
    sent: {
      take: 'refused',
      put_back: { to: 'queued', by: ['clock'] },
      accept: 'refused',
      deliver: 'delivered',
      bounce: 'bounced',
      fail: 'failed',
      suppress: 'refused',
      retry: 'refused',
    },
    delivered: {
      take: 'refused',
      put_back: 'refused',
      accept: 'refused',
      deliver: 'refused',
      bounce: 'bounced',
      fail: 'refused',
      suppress: 'refused',
      retry: 'refused',
    },
    bounced: {
      take: 'refused',
      put_back: 'refused',
      accept: 'refused',
      deliver: 'refused',
      bounce: 'refused',
      fail: 'refused',
      suppress: 'refused',
      retry: 'queued',
    },
    failed: {
      take: 'refused',
      put_back: 'refused',
      accept: 'refused',
      deliver: 'refused',
      bounce: 'refused',
      fail: 'refused',
      suppress: 'refused',
      retry: 'queued',
    },
    suppressed: {
      take: 'refused',
      put_back: 'refused',
      accept: 'refused',
      deliver: 'refused',
      bounce: 'refused',
      fail: 'refused',
      suppress: 'refused',
      retry: 'refused',
    },
  },
};
