import { Button, TextInput } from '@mantine/core';
import { accountLinkEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../queries/keys.ts';
import type { OpenedLinkProps } from './account-link-screen.tsx';
import { client } from './client.ts';
import { problemLine } from './problem-words.ts';
import styles from './sign-in-screen.module.css';
import { Head } from './sign-in-screen.tsx';

/** The mailbox of the new address. Pressed and not only opened: mail programs open links to look at them. */
export function ConfirmEmail({ token, link, onDone }: OpenedLinkProps) {
  const { name, email, organisationName } = link;
  const queryClient = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => client.call(accountLinkEndpoints.confirmEmail, { body: { token } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.account }),
  });
  if (confirm.isSuccess)
    return (
      <div className={styles.form}>
        <Head>The new address counts.</Head>
        <p role="status">
          From now on you sign in with {email}. The old address was told; other browsers are signed out.
        </p>
        <Button fullWidth onClick={onDone}>
          Go on
        </Button>
      </div>
    );
  return (
    <div className={styles.form}>
      <Head>{`A new e-mail address for ${name} at ${organisationName}.`}</Head>
      <TextInput label="E-mail" readOnly value={email} />
      <p>From then on you sign in with it, and letters about your account go there.</p>
      {confirm.error && (
        <p role="alert" className={styles.error}>
          {problemLine(confirm.error)}
        </p>
      )}
      <Button fullWidth autoFocus loading={confirm.isPending} onClick={() => confirm.mutate()}>
        It is mine: use it
      </Button>
      <Button variant="default" fullWidth onClick={onDone}>
        Leave it
      </Button>
    </div>
  );
}

/** The mailbox of the old address, whose owner did not want to lose it. */
export function UndoEmail({ token, link, onDone }: OpenedLinkProps) {
  const { name, email, organisationName } = link;
  const undo = useMutation({
    mutationFn: () => client.call(accountLinkEndpoints.undoEmail, { body: { token } }),
  });
  if (undo.data)
    return (
      <div className={styles.form}>
        <Head>The old address is back.</Head>
        <p role="status">
          {email} signs in again, and everybody is signed out.{' '}
          {undo.data.passwordLinkSent
            ? 'A link for a new password is on its way there. Tell an administrator what happened.'
            : 'Sign in through your company’s account. Tell an administrator what happened.'}
        </p>
        <Button fullWidth onClick={onDone}>
          To the sign-in
        </Button>
      </div>
    );
  return (
    <div className={styles.form}>
      <Head>{`The e-mail address of ${name} at ${organisationName} was changed.`}</Head>
      <TextInput label="The address before" readOnly value={email} />
      <p>
        If it was not you, take it back: every browser is signed out, the password counts no longer, and passkeys and
        codes that were added since are gone. If it was you, leave it.
      </p>
      {undo.error && (
        <p role="alert" className={styles.error}>
          {problemLine(undo.error)}
        </p>
      )}
      <Button fullWidth loading={undo.isPending} onClick={() => undo.mutate()}>
        It was not me: take it back
      </Button>
      <Button variant="default" fullWidth onClick={onDone}>
        It was me: leave it
      </Button>
    </div>
  );
}
