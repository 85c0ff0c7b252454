import type { NotificationRule } from '@roundsman/api-contract';
import type { Channel, SuppressionReason } from '@roundsman/delivery-rules';

import type { Recipient } from './recipients.ts';

export interface ChannelChoice {
  readonly channel: Channel;
  readonly address: string;
  /** Why nothing may leave: then this is the record of it. */
  readonly suppressed: SuppressionReason | null;
  /** Where it goes on to, in order, when this channel refuses, fails or bounces. */
  readonly fallBack: readonly Channel[];
}

/**
 * The channels one person hears on: the first of the rule's that reaches them, with those after it to fall back on, or each.
 * Where none does, a customer gets one suppressed message that says why; nobody misses a push they never allowed.
 */
export function chooseChannels(
  { channels, everyChannel }: Pick<NotificationRule, 'channels' | 'everyChannel'>,
  { audience, addresses }: Recipient,
  isOptedOut: (channel: Channel, address: string) => boolean,
): ChannelChoice[] {
  const found = channels.flatMap((channel) => {
    const address = addresses[channel];
    return address === null ? [] : [{ channel, address, open: !isOptedOut(channel, address) }];
  });
  const open = found.filter((way) => way.open).map(({ channel, address }) => ({ channel, address, suppressed: null }));
  if (everyChannel) return missing() ?? open.map((way) => ({ ...way, fallBack: [] }));
  const [first, ...others] = open;
  return missing() ?? (first ? [{ ...first, fallBack: others.map(({ channel }) => channel) }] : []);

  function missing(): ChannelChoice[] | null {
    if (open.length > 0) return null;
    const [shut] = found;
    if (shut !== undefined) return [{ ...shut, suppressed: 'opt_out', fallBack: [] }];
    const wanted = channels.find((channel) => channel !== 'push');
    if (audience !== 'customer' || wanted === undefined) return [];
    return [{ channel: wanted, address: '', suppressed: 'no_address', fallBack: [] }];
  }
}
