import { type AnswerType, type Client, operatorEndpoints } from '@roundsman/client';
import type { DeviceDatabase } from './database.ts';

/** Words with the office as the platform knows them, oldest first. */
export type Chat = AnswerType<NonNullable<(typeof operatorEndpoints.chat)['answer']>>['rows'];

export interface KeptChat {
  messages(): Chat;
  /** Reads them again; out of reach, the last known stay. */
  refresh(): Promise<void>;
  /** What the office wrote was shown. Out of reach it stays unread, and is told when it is shown again. */
  markRead(): Promise<void>;
  forget(): Promise<void>;
}

/** Keeps the words on the phone, so that what the office wrote is read without a network. */
export async function keepChat(database: DeviceDatabase, client: Client, onChange: () => void): Promise<KeptChat> {
  let messages: Chat = (await database.recall('chat')) ?? [];
  let reading: Promise<void> | null = null;
  let isStale = false;

  async function read(): Promise<void> {
    try {
      const { rows } = await client.call(operatorEndpoints.chat);
      messages = rows;
      await database.keep('chat', rows);
      onChange();
    } catch {
      // Asked again with the next word of the day.
    }
  }
  /** One request at a time; asked again meanwhile, it goes once more. */
  function refresh(): Promise<void> {
    isStale = true;
    reading ??= (async () => {
      while (isStale) {
        isStale = false;
        await read();
      }
    })().finally(() => {
      reading = null;
    });
    return reading;
  }

  return {
    messages: () => messages,
    refresh,
    markRead: async () => {
      try {
        await client.call(operatorEndpoints.chatRead);
      } catch {
        return;
      }
      await refresh();
    },
    forget: async () => {
      messages = [];
      await database.keep('chat', null);
    },
  };
}
