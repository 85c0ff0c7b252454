/**
 * An organisation's business time as a line over real time: at `realEpoch` it was `businessEpoch`, and it runs `speed`
 * times as fast. Speed is 1 unless the organisation is a sandbox.
 */
export interface BusinessClock {
  readonly realEpoch: Date;
  readonly businessEpoch: Date;
  readonly speed: number;
}

/** Business time is real time for an organisation that has no clock of its own. */
export function businessTime(clock: BusinessClock | null, realNow: Date): Date {
  if (clock === null) return realNow;
  const elapsedMilliseconds = realNow.getTime() - clock.realEpoch.getTime();
  return new Date(clock.businessEpoch.getTime() + Math.round(elapsedMilliseconds * clock.speed));
}
