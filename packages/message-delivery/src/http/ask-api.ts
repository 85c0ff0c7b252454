import { type JsonAnswer, jsonOf } from './json-answer.ts';

/** One question to an API that may be asked again without harm. */
export interface ApiQuestion {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ApiReply {
  readonly status: number;
  readonly text: string;
}

const MOST_CHARACTERS = 1_000_000;

/** The API's answer, read whole; null when it gave none before the signal. */
export async function askApi(question: ApiQuestion, signal: AbortSignal): Promise<ApiReply | null> {
  const { url, ...request } = question;
  try {
    const response = await fetch(url, { ...request, signal, redirect: 'error' });
    return { status: response.status, text: (await response.text()).slice(0, MOST_CHARACTERS) };
  } catch {
    return null;
  }
}

export const isGood = (reply: ApiReply | null): reply is ApiReply => reply !== null && reply.status < 300;

/** Asks an API for something, once; null when it gave no good answer in time. */
export async function getJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  budgetSeconds: number,
): Promise<JsonAnswer | null> {
  const reply = await askApi({ method: 'GET', url, headers }, AbortSignal.timeout(budgetSeconds * 1000));
  return isGood(reply) ? jsonOf(reply.text) : null;
}
