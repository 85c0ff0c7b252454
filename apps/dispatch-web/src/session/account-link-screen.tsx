import { Button } from '@mantine/core';
import type { AnswerOf, accountLinkEndpoints as contract } from '@roundsman/api-contract';
import { accountLinkEndpoints } from '@roundsman/client';
import { Failed, Loading } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { ChoosePassword, JoinByProvider } from './choose-password.tsx';
import { client } from './client.ts';
import { ConfirmEmail, UndoEmail } from './email-link.tsx';
import { problemLine } from './problem-words.ts';
import styles from './sign-in-screen.module.css';

export interface OpenedLinkProps {
  token: string;
  link: AnswerOf<typeof contract.open>;
  onDone: () => void;
}

/** Somebody followed a link out of an e-mail about their account. */
export function AccountLinkScreen({ token, onDone }: { token: string; onDone: () => void }) {
  const link = useQuery({
    queryKey: ['account-link', token],
    queryFn: () => client.call(accountLinkEndpoints.open, { body: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <main className={styles.page}>
      {link.data ? (
        <Opened token={token} link={link.data} onDone={onDone} />
      ) : link.error ? (
        <Failed title="This link does not open." reason={problemLine(link.error)}>
          <Button variant="default" onClick={onDone}>
            To the sign-in
          </Button>
        </Failed>
      ) : (
        <Loading label="Opening the link" />
      )}
    </main>
  );
}

function Opened(props: OpenedLinkProps) {
  const { kind, provider } = props.link;
  if (kind === 'email_confirm') return <ConfirmEmail {...props} />;
  if (kind === 'email_undo') return <UndoEmail {...props} />;
  return provider?.only ? <JoinByProvider {...props} /> : <ChoosePassword {...props} />;
}
