import { useDebouncedValue } from '@mantine/hooks';
import { messageDeliveryEndpoints } from '@roundsman/client';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { microMoney } from '../figures/money.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';

const TYPING_MILLISECONDS = 400;

const measureQuery = (text: string, to: string) =>
  queryOptions({
    queryKey: [...keys.notifications, 'cost', text, to],
    queryFn: ({ signal }) =>
      client.call(messageDeliveryEndpoints.previewSms, { body: { text, ...(to === '' ? {} : { to }) }, signal }),
    enabled: text !== '',
  });

/** What an SMS takes before it is sent, and what each provider would take for it: to the number given, else where no country has a price of its own. */
export function SmsMeasure({ text, to }: { text: string; to: string }) {
  const [settled] = useDebouncedValue(text, TYPING_MILLISECONDS);
  const { data } = useQuery({ ...measureQuery(settled, to), placeholderData: keepPreviousData });
  if (!data || text === '') return null;
  const prices = data.costs.map((each) => `${microMoney(each)} by ${each.provider}`);
  const saved =
    data.transliterated && data.transliterated.segments < data.segments ? data.transliterated.segments : null;
  return (
    <>
      {`${data.units} characters, ${data.segments} SMS${data.encoding === 'ucs2' ? ' (beyond the GSM alphabet)' : ''}`}
      {saved !== null && `, ${saved} with letters alike`}
      {prices.length > 0 && ` · ${prices.join(', ')}`}
    </>
  );
}
