/** One message that a provider accepted, and when its receipt came, if it did; milliseconds of real time. */
export interface AcceptedMessage {
  readonly acceptedAt: number;
  readonly receiptAt: number | null;
}

export interface ReceiptJudgement {
  readonly gray: boolean;
  /** Shares of accepted messages that got a receipt in time: as it used to be, and lately; null while too few are known. */
  readonly normalShare: number | null;
  readonly recentShare: number | null;
  /** Within this a receipt used to come, for 95 of 100. */
  readonly normalSeconds: number | null;
}

const LEAST_NORMAL = 30;
const LEAST_RECENT = 10;
const MOST_RECENT = 50;
const LEAST_PATIENCE_MILLISECONDS = 15_000;
/** How much longer than usual a receipt may take before it is missed. */
const PATIENCE = 3;
const LEAST_NORMAL_SHARE = 0.5;
const LOST_SHARE = 0.5;

/**
 * Does a provider that accepts also deliver? Its latest messages that should long have had a receipt are held against its
 * own normal, learned from those before. A provider that never sends receipts cannot be judged, and is not.
 */
export function judgeReceipts(messages: readonly AcceptedMessage[], now: number): ReceiptJudgement {
  const unknown = { gray: false, normalShare: null, recentShare: null, normalSeconds: null };
  const inOrder = messages.toSorted((a, b) => a.acceptedAt - b.acceptedAt);
  const delays = inOrder
    .flatMap(({ acceptedAt, receiptAt }) => (receiptAt === null ? [] : [Math.max(0, receiptAt - acceptedAt)]))
    .sort((a, b) => a - b);
  if (delays.length < LEAST_NORMAL) return unknown;
  const usual = delays[Math.min(delays.length - 1, Math.floor(delays.length * 0.95))]!;
  const patience = Math.max(LEAST_PATIENCE_MILLISECONDS, usual * PATIENCE);
  const due = inOrder.filter(({ acceptedAt, receiptAt }) => receiptAt !== null || acceptedAt <= now - patience);
  const recent = due.slice(-MOST_RECENT).filter(({ acceptedAt }) => acceptedAt > now - 20 * patience);
  const before = due.slice(0, due.length - recent.length);
  // While everything known is recent, its older half is what was normal.
  const normal = before.length >= LEAST_NORMAL ? before : due.slice(0, Math.floor(due.length / 2));
  const latest = recent.slice(-Math.max(LEAST_RECENT, Math.min(20, recent.length)));
  if (normal.length < LEAST_NORMAL / 2 || latest.length < LEAST_RECENT)
    return { ...unknown, normalSeconds: usual / 1000 };
  const normalShare = shareConfirmed(normal, patience);
  const recentShare = shareConfirmed(latest, patience);
  return {
    gray: normalShare >= LEAST_NORMAL_SHARE && recentShare < normalShare * LOST_SHARE,
    normalShare,
    recentShare,
    normalSeconds: usual / 1000,
  };
}

function shareConfirmed(messages: readonly AcceptedMessage[], patience: number): number {
  const confirmed = messages.filter(
    ({ acceptedAt, receiptAt }) => receiptAt !== null && receiptAt - acceptedAt <= patience,
  );
  return confirmed.length / messages.length;
}
