import { PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../queries/members.ts';

/** Who signs in through a provider has no password to be asked for: their fresh sign-in counts in its place. */
export function useHasPassword(): boolean {
  return useQuery(accountQuery).data?.hasPassword ?? true;
}

interface OwnPasswordProps {
  label: string;
  value: string;
  onChange: (password: string) => void;
  /** It is where typing begins, unless another field comes first. */
  focused?: boolean;
}

/** Asked before anything that changes how somebody signs in. */
export function OwnPassword({ label, value, onChange, focused = true }: OwnPasswordProps) {
  if (!useHasPassword()) return <p>You have no password here: that you signed in a moment ago counts in its place.</p>;
  return (
    <PasswordInput
      label={label}
      autoComplete="current-password"
      {...(focused && { 'data-autofocus': true, autoFocus: true })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
