const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface HandleOwner {
  readonly organisationId: string;
  readonly memberId: string;
}

/**
 * What an authenticator keeps beside a passkey and hands back: 32 bytes, the organisation's id and the member's, so that
 * a passkey alone leads to its organisation. It names nobody to whoever reads it.
 */
export const userHandleOf = ({ organisationId, memberId }: HandleOwner): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(`${organisationId}${memberId}`.replaceAll('-', ''), 'hex'));

/** Null when it is none of ours. */
export function readUserHandle(base64url: string): HandleOwner | null {
  const hex = Buffer.from(base64url, 'base64url').toString('hex');
  if (hex.length !== 64) return null;
  const uuid = (from: number) =>
    hex.slice(from, from + 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const [organisationId, memberId] = [uuid(0), uuid(32)];
  return UUID.test(organisationId) && UUID.test(memberId) ? { organisationId, memberId } : null;
}
