/** Which edges a place saw to be late in one round of looks at all of them: at the same moment, over the same line. Pure but for what it remembers. */

export interface EdgeLook {
  readonly url: string;
  readonly isAnswered: boolean;
  readonly milliseconds: number;
}

/** So much later than usual, behind the quickest of the round, costs a packet that was sent again: TCP waits 200 ms for it, and 1 s for the first. */
const LATE_MILLISECONDS = 150;
/** What is far away is late by more, and less steadily. */
const LATE_SHARE = 0.5;
/** How far the memory of what is usual moves in a round: an hour's trouble is no new usual, a new line is after some minutes. */
const MOVES = 0.02;
const LEAST_STEP_MILLISECONDS = 1;

/** For one place. Answers each edge of a round with whether it was well; none when the place reached no edge, which says nothing of them. */
export function openLateness(
  lateMilliseconds = LATE_MILLISECONDS,
): (round: readonly EdgeLook[]) => readonly { readonly url: string; readonly isWell: boolean }[] {
  /** Url → how far behind the quickest it usually is: its median, approached step by step. */
  const usual = new Map<string, number>();
  return (round) => {
    const answered = round.filter(({ isAnswered }) => isAnswered);
    if (answered.length === 0) return [];
    const quickest = Math.min(...answered.map(({ milliseconds }) => milliseconds));
    return round.map(({ url, isAnswered, milliseconds }) => {
      if (!isAnswered) return { url, isWell: false };
      const behind = milliseconds - quickest;
      const known = usual.get(url) ?? 0;
      const step = Math.max(LEAST_STEP_MILLISECONDS, known * MOVES);
      usual.set(url, Math.max(0, known + Math.max(-step, Math.min(step, behind - known))));
      return { url, isWell: behind <= known + Math.max(lateMilliseconds, known * LATE_SHARE) };
    });
  };
}
