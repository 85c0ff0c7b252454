import type { Channel, SuppressionReason } from '@roundsman/delivery-rules';

import type { NotificationRule } from './default-rules.ts';
import type { FactsContact } from './facts.ts';

export type ChannelChoice =
  | { readonly channel: Channel; readonly address: string; readonly suppressed: null }
  | { readonly channel: Channel; readonly address: string; readonly suppressed: SuppressionReason };

/**
 * The channels one person hears on. Where no wanted channel reaches them, an SMS becomes an e-mail (never the other way:
 * SMS cost money); where nothing does, one suppressed message says why.
 */
export function chooseChannels(
  rules: readonly NotificationRule[],
  contact: FactsContact,
  isOptedOut: (rule: NotificationRule, address: string) => boolean,
): ChannelChoice[] {
  const wanted = rules.filter(({ enabled }) => enabled);
  if (wanted.length === 0) return [];
  const reachable = (rule: NotificationRule): ChannelChoice[] => {
    const address = addressOf(contact, rule.channel);
    return address === null || isOptedOut(rule, address) ? [] : [{ channel: rule.channel, address, suppressed: null }];
  };
  const choices = wanted.flatMap(reachable);
  if (choices.length > 0) return choices;
  const instead = rules.filter(({ channel, enabled }) => channel === 'email' && !enabled).flatMap(reachable);
  if (instead.length > 0) return instead;
  const { channel } = wanted[0]!;
  const address = addressOf(contact, channel);
  return [{ channel, address: address ?? '', suppressed: address === null ? 'no_address' : 'opt_out' }];
}

function addressOf(contact: FactsContact, channel: Channel): string | null {
  return channel === 'email' ? contact.email : contact.phone;
}
