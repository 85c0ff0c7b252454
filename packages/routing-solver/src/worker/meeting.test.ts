import { describe, expect, it } from 'vitest';
import { onALine } from '../testing/line.ts';
import { createMeeting, joinMeeting, leaveMeeting } from './meeting.ts';

const problem = onALine([{ at: 1 }, { at: 2 }], [{}, {}]);

describe('joinMeeting', () => {
  it('waits for the others for as long as there is time, and no longer', () => {
    const { exchange } = joinMeeting(createMeeting(problem, 2), 0);
    let looks = 0;
    expect(exchange.meet(5, [0, -1, 1, -1], () => looks++ < 3)).toBeNull();
    expect(looks).toBe(4);
  });

  it('waits for nobody once somebody has left', () => {
    const meeting = createMeeting(problem, 2);
    leaveMeeting(meeting);
    const { exchange } = joinMeeting(meeting, 0);
    expect(exchange.meet(5, [0, -1, 1, -1], () => true)).toBeNull();
  });

  it('hands over the best of all who came', () => {
    const meeting = createMeeting(problem, 2);
    const [first, second] = [joinMeeting(meeting, 0).exchange, joinMeeting(meeting, 1).exchange];
    // The first is there already when the second comes.
    expect(first.meet(5, [0, 1, -1, -1], () => false)).toBeNull();
    expect(second.meet(7, [0, -1, 1, -1], () => true)).toEqual([0, 1, -1, -1]);
  });
});
