/** What a simulated crew records at a door. */
export type VisitEnding = 'complete' | 'nobody_home' | 'refused_some' | 'damaged';

/** Most visits end well; the rest the way they do in life. */
export function drawEnding(random: () => number): VisitEnding {
  const at = random();
  if (at < 0.03) return 'nobody_home';
  if (at < 0.05) return 'refused_some';
  return at < 0.06 ? 'damaged' : 'complete';
}

/** A line of the job that is settled. */
export interface SettledLine {
  readonly id: string;
  readonly quantity: number;
  /** The delivery without which this is not collected. */
  readonly onlyIfDelivered: string | null;
}

/** The crew's last word about a visit: completed line by line, or failed with the reason. */
export function settleVisit(lines: readonly SettledLine[], recipient: string, ending: VisitEnding) {
  if (ending === 'nobody_home') {
    const payload = { reason: 'nobody_home', words: 'Rang three times, called twice.' };
    return { kind: 'fail' as const, payload };
  }
  const [first, ...others] = lines;
  const all = ({ id, quantity }: SettledLine) => ({
    actionId: id,
    completed: quantity,
    refused: 0,
    damaged: 0,
    missing: 0,
    reason: null,
  });
  const spoiled = first && {
    ...all(first),
    completed: first.quantity - 1,
    ...(ending === 'damaged' ? { damaged: 1, reason: 'damaged_in_transit' } : { refused: 1, reason: 'not_wanted' }),
  };
  const firstResult = first && (ending === 'complete' ? all(first) : spoiled!);
  // What hangs on a delivery that did not happen is not named: the rule of the exchange speaks.
  const collected = others.filter((line) => line.onlyIfDelivered !== first?.id || firstResult!.completed > 0);
  const actions = [...(firstResult ? [firstResult] : []), ...collected.map(all)];
  return { kind: 'complete' as const, payload: { actions, handedTo: 'recipient' as const, name: recipient } };
}
