import type { ReplyMeaning } from '@roundsman/delivery-rules';

/** What people write when they want no more, to hear again, or to know who writes: in the languages of our words and as networks teach it. */
const WORDS: Readonly<Record<'stop' | 'start' | 'help', readonly string[]>> = {
  stop: [
    ...['stop', 'stopp', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit'],
    ...['abmelden', 'abbestellen', 'arret', 'desabonner', 'desabonnement', 'baja', 'parar', 'alto'],
  ],
  start: ['start', 'unstop', 'subscribe', 'anmelden', 'reprendre', 'abonner', 'alta', 'empezar'],
  help: ['help', 'info', 'hilfe', 'aide', 'ayuda'],
};

/**
 * What a reply means: a whole message that is one of the words, whatever its accents, case and punctuation. "1" and "2"
 * mean something only where the message it answers offered them.
 */
export function understandReply(text: string, wasOffered: boolean): ReplyMeaning {
  const said = text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  if (wasOffered && said === '1') return 'confirm';
  if (wasOffered && said === '2') return 'change';
  for (const meaning of ['stop', 'start', 'help'] as const) {
    if (WORDS[meaning].includes(said)) return meaning;
  }
  return 'other';
}
