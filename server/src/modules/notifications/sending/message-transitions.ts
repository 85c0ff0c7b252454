import { type MessageEvent, type MessageState, messageStates, transition } from '@roundsman/delivery-rules';

/** Where an event leads a message, by the state table; null when it may not happen any more (a late receipt, a second worker). */
export function nextState(from: MessageState, event: MessageEvent): MessageState | null {
  const answer = transition(messageStates, from, event, event === 'retry' ? 'desk' : 'clock');
  return answer.allowed ? answer.to : null;
}
