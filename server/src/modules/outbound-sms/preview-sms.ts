import type { AnswerOf, messageDeliveryEndpoints } from '@roundsman/api-contract';
import { normalisePhoneNumber, segmentSms, transliterate } from '@roundsman/message-delivery';

import type { Config } from '../../platform/config/index.ts';
import { costOf } from './outbound-sms.ts';
import { smsSettingsOf } from './role.ts';

type Preview = AnswerOf<(typeof messageDeliveryEndpoints)['previewSms']>;

/** Segments of a text, what they would be with letters alike, and what each provider with a price would take for it. */
export function previewSms(
  config: Config,
  { text, to }: { readonly text: string; readonly to?: string | undefined },
): Preview {
  const { encoding, units, unitsLeft, segments } = segmentSms(text);
  const written = encoding === 'ucs2' ? transliterate(text) : undefined;
  const number = to === undefined ? undefined : normalisePhoneNumber(to, 'CH');
  const e164 = number?.ok ? number.e164 : '';
  const costs = smsSettingsOf(config).flatMap((setting) => {
    const sent = setting.transliterate ? (transliterate(text) ?? text) : text;
    const count = segmentSms(sent).segments.length;
    const { cost } = costOf(setting, e164, count);
    return cost === undefined
      ? []
      : [{ provider: setting.name, segments: count, costMicros: cost.micros, currency: cost.currency }];
  });
  return {
    encoding,
    units,
    unitsLeft,
    segments: segments.length,
    transliterated: written === undefined ? null : { text: written, segments: segmentSms(written).segments.length },
    costs,
  };
}
