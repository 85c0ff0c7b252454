import smpp from 'smpp';

import type { HandOverResult } from '../../hand-over.ts';
import { failed, refused } from '../../hand-over.ts';

const nameByStatus = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]));

/** `ESME_RINVDSTADR (0x0000000b)`; SMSCs have codes of their own above the standard ones. */
export function statusName(status: number): string {
  return `${nameByStatus.get(status) ?? 'status'} (0x${status.toString(16).padStart(8, '0')})`;
}

const is = (status: number, ...names: readonly string[]) => names.some((name) => smpp.errors[name] === status);

/** The SMSC asks for a pause; the message itself is fine. */
export function isThrottled(status: number): boolean {
  return is(status, 'ESME_RTHROTTLED', 'ESME_RMSGQFUL');
}

/** The bind's credentials were refused: trying again soon will not help. */
export function isBindRefusal(status: number): boolean {
  return is(status, 'ESME_RINVPASWD', 'ESME_RINVSYSID', 'ESME_RINVSYSTYP');
}

/** What a refused submit_sm means for its message (SMPP 3.4, 5.1.3). */
export function explainSubmitStatus(status: number): HandOverResult {
  const detail = statusName(status);
  if (is(status, 'ESME_RINVDSTADR', 'ESME_RINVDSTTON', 'ESME_RINVDSTNPI')) return refused('invalid_recipient', detail);
  if (is(status, 'ESME_RINVSRCADR', 'ESME_RINVSRCTON', 'ESME_RINVSRCNPI')) return refused('invalid_sender', detail);
  if (is(status, 'ESME_RINVMSGLEN', 'ESME_RINVESMCLASS', 'ESME_RINVDCS')) return refused('invalid_content', detail);
  if (is(status, 'ESME_RX_P_APPN', 'ESME_RPROHIBITED', 'ESME_RINVSERTYP', 'ESME_RINVEXPIRY')) {
    return refused('rejected', detail);
  }
  if (is(status, 'ESME_RSERTYPUNAUTH', 'ESME_RINVBNDSTS')) return failed('not_authorised', detail, false);
  return failed('deferred', detail, false);
}
