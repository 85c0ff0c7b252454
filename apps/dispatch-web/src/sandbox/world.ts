import { session } from '../session/client.ts';

/**
 * Which of the two worlds this tab shows is remembered for the tab alone. The page begins anew in the other one: nothing
 * that was read, drawn or waiting to be undone goes along.
 */
export function enterSandbox(): void {
  session.chooseSandbox(true);
  location.assign('/');
}

export function leaveSandbox(): void {
  session.chooseSandbox(false);
  location.assign('/setup?tab=organisation');
}
