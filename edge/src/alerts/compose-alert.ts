import type { SubscribeChannel } from '@roundsman/api-contract';
import { emailBodies, type Outgoing, signedWebhook } from '../subscribers/index.ts';
import type { KeptAlert } from './keep-alerts.ts';

export interface AlertMessage {
  readonly id: string;
  readonly kind: 'call' | 'over';
  readonly alerts: readonly KeptAlert[];
  /** Where to say "I am on it", read more and publish. */
  readonly url: string;
}

const MOST_SMS_WORDS = 240;

/** A message in the shape of its channel. `secret` signs webhooks. */
export function composeAlert(
  { id, kind, alerts, url }: AlertMessage,
  to: { readonly channel: SubscribeChannel; readonly address: string },
  how: { readonly pageName: string; readonly secret: string; readonly at: Date },
): Outgoing {
  const [first] = alerts;
  const more = alerts.length > 1 ? ` (and ${alerts.length - 1} more)` : '';
  const begins = kind === 'over' ? 'Over: ' : alerts.every(({ toldTimes }) => toldTimes > 1) ? 'Reminder: ' : '';
  const subject = `${how.pageName} monitor: ${begins}${first?.title ?? 'nothing'}${more}`;
  if (to.channel === 'sms') {
    const lines = kind === 'call' ? ` ${first?.lines[0] ?? ''}` : '';
    const words = `${subject}.${lines}`;
    const cut = words.length > MOST_SMS_WORDS ? `${words.slice(0, MOST_SMS_WORDS - 4)} ...` : words;
    return { channel: 'sms', message: { to: to.address, text: kind === 'call' ? `${cut} ${url}` : cut } };
  }
  if (to.channel === 'webhook') {
    const body = JSON.stringify({
      type: kind === 'call' ? 'monitor.alert' : 'monitor.over',
      alerts: alerts.map(({ draftId: _, endedAt: __, ...alert }) => alert),
      url,
    });
    return signedWebhook({ url: to.address, id, body, secret: how.secret, at: how.at, isOwn: true });
  }
  const lines = alerts.flatMap((alert) => [alert.title, ...(kind === 'call' ? alert.lines : [])]);
  const bodies = emailBodies({
    subject,
    lines:
      kind === 'call'
        ? [...lines, 'You are reminded until somebody says that they are on it, or until it is over.']
        : ['This is over:', ...lines],
    link: { words: kind === 'call' ? 'I am on it, or tell the public' : 'What there is now', url },
    endUrl: null,
  });
  return {
    channel: 'email',
    message: { to: { address: to.address }, subject, ...bodies, language: 'en', writtenAt: how.at },
  };
}
