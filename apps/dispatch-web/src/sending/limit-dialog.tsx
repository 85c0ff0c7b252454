import { NumberInput, Switch } from '@mantine/core';
import type { AnswerOf, messageDeliveryEndpoints as contract } from '@roundsman/api-contract';
import { messageDeliveryEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { channelWords } from '../messages/message-words.ts';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { onlyIf, type Tagged } from '../session/tagged.ts';
import type { Usage } from './sending-words.ts';

const FIRST_LIMIT = { monthlyMost: 10_000, warnAtPercent: 80 };

export interface LimitToChange {
  usage: Usage;
  /** As it was read when the dialog was asked for. */
  read: Tagged<AnswerOf<typeof contract.getLimit>>;
}

interface LimitDialogProps extends LimitToChange {
  onClose: () => void;
}

/** How many messages a channel may send in a month, and when somebody is warned. */
export function LimitDialog({ usage: { channel, messages }, read, onClose }: LimitDialogProps) {
  const { limit } = read.value;
  const queryClient = useQueryClient();
  const [limited, setLimited] = useState(true);
  const [monthlyMost, setMonthlyMost] = useState<number | string>((limit ?? FIRST_LIMIT).monthlyMost);
  const [warnAtPercent, setWarnAtPercent] = useState<number | string>((limit ?? FIRST_LIMIT).warnAtPercent);
  const numbers = { monthlyMost: Number(monthlyMost), warnAtPercent: Number(warnAtPercent) };
  const isWhole = monthlyMost !== '' && warnAtPercent !== '';
  return (
    <ConfirmDialog
      title={`${channelWords[channel]} in a month`}
      confirm={limited ? 'Set the limit' : 'Lift the limit'}
      disabled={limited && !isWhole}
      onClose={onClose}
      onConfirm={async () => {
        const body = { limit: limited ? numbers : null };
        await client.call(messageDeliveryEndpoints.setLimit, { params: { channel }, body, headers: onlyIf(read.etag) });
        await queryClient.invalidateQueries({ queryKey: keys.sending });
        notifyDone(limited ? 'The limit holds from now on.' : 'There is no limit any more.');
      }}
    >
      <Switch
        label="There is a limit"
        checked={limited}
        onChange={(event) => setLimited(event.currentTarget.checked)}
      />
      {limited && (
        <>
          <NumberInput
            label="Most messages in a month"
            description={`${messages.toLocaleString('en-GB')} were sent in the month shown`}
            min={0}
            max={100_000_000}
            allowDecimal={false}
            thousandSeparator=","
            value={monthlyMost}
            onChange={setMonthlyMost}
          />
          <NumberInput
            label="Warn at"
            suffix=" %"
            min={1}
            max={99}
            allowDecimal={false}
            value={warnAtPercent}
            onChange={setWarnAtPercent}
          />
          <p>
            What is over the limit is held back and not sent later. Administrators, by e-mail, and webhooks hear of the
            warning and of the limit.
          </p>
        </>
      )}
    </ConfirmDialog>
  );
}
