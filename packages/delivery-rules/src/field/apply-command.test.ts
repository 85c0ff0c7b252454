import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  applyCommand,
  COMMAND_KINDS,
  type CommandKind,
  type CommandResult,
  type CrewCommand,
  type CrewDay,
  type CrewStop,
  deriveJobOutcome,
  isJobOutcome,
  isStopOver,
  quantitiesFault,
  whatHindersFinish,
} from '../index.ts';

const action = (id: string, quantity: number, onlyIfDelivered: string | null = null) => ({
  id,
  kind: onlyIfDelivered ? ('pickup' as const) : ('delivery' as const),
  quantity,
  state: 'undetermined' as const,
  quantities: { completed: 0, refused: 0, damaged: 0, missing: 0 },
  onlyIfDelivered,
});

const jobStop = (id: string, change: Partial<CrewStop> = {}): CrewStop => ({
  id,
  kind: 'job',
  role: 'lead',
  state: 'planned',
  job: {
    id: `job-${id}`,
    state: 'dispatched',
    actions: [action(`${id}-new`, 2), action(`${id}-old`, 1, `${id}-new`)],
  },
  ...change,
});

const day: CrewDay = {
  state: 'dispatched',
  anyStopOrder: false,
  stops: [jobStop('a'), jobStop('b'), jobStop('c')],
  aboard: [],
};

const command = (kind: CommandKind, stopId: string | null = null, change: Partial<CrewCommand> = {}): CrewCommand => ({
  kind,
  stopId,
  results: [],
  reason: kind === 'fail' ? 'not_home' : null,
  ...change,
});

const result = (actionId: string, completed: number, refused = 0, damaged = 0, missing = 0) => ({
  actionId,
  completed,
  refused,
  damaged,
  missing,
});

/** Plays commands that must all be applied without conflict. */
const play = (from: CrewDay, ...commands: CrewCommand[]): CrewDay =>
  commands.reduce((state, one) => {
    const answer = applyCommand(state, one);
    expect(answer).toMatchObject({ outcome: 'applied' });
    return answer.outcome === 'applied' ? answer.day : state;
  }, from);

const atA = () => play(day, command('start'), command('on_my_way', 'a'), command('arrive', 'a'));
const stateOf = (of: CrewDay, stopId: string) => {
  const stop = of.stops.find((one) => one.id === stopId)!;
  return [stop.state, stop.job?.state];
};
const dayOf = (answer: CommandResult): CrewDay => {
  if (answer.outcome === 'parked') throw new Error(answer.words);
  return answer.day;
};
const changedJob = (from: CrewDay, stopId: string, stop: Partial<CrewStop>, state?: 'cancelled' | 'new'): CrewDay => ({
  ...from,
  stops: from.stops.map((one) =>
    one.id === stopId ? { ...one, ...stop, job: one.job && state ? { ...one.job, state } : one.job } : one,
  ),
});

describe('a crew’s day', () => {
  it('goes from start to finish, stop by stop', () => {
    const end = play(
      day,
      command('start'),
      ...['a', 'b', 'c'].flatMap((id) => [command('on_my_way', id), command('arrive', id), command('complete', id)]),
      command('drop_off'),
      command('finish'),
    );
    expect(end.state).toBe('finished');
    expect(end.stops.map((stop) => stop.job?.state)).toEqual(['completed', 'completed', 'completed']);
  });

  it('does not leave for a stop before it started, out of order, or while at another', () => {
    expect(applyCommand(day, command('on_my_way', 'a'))).toMatchObject({ outcome: 'parked', code: 'not_started' });
    const started = play(day, command('start'));
    expect(applyCommand(started, command('on_my_way', 'b'))).toMatchObject({
      outcome: 'parked',
      code: 'stop_before_open',
    });
    const free = { ...atA(), anyStopOrder: true };
    expect(applyCommand(free, command('on_my_way', 'c'))).toMatchObject({
      outcome: 'parked',
      code: 'another_stop_open',
    });
  });

  it('turns round on the way to another stop where any order is allowed', () => {
    const free = { ...play(day, command('start'), command('on_my_way', 'a')), anyStopOrder: true };
    const turned = play(free, command('on_my_way', 'c'));
    expect([stateOf(turned, 'a'), stateOf(turned, 'c')]).toEqual([
      ['planned', 'dispatched'],
      ['on_route', 'on_route'],
    ]);
  });

  it('knows what is on board: loaded, refused or collected, until it is handed in', () => {
    const loaded = play(day, command('load', null, { actionId: 'a-new' }), command('start'));
    expect(loaded.aboard).toEqual([{ actionId: 'a-new', quantity: 2 }]);
    const arrived = play(loaded, command('on_my_way', 'a'), command('arrive', 'a'));
    const results = [result('a-new', 1, 1), result('a-old', 1)];
    const settled = play(arrived, command('complete', 'a', { results }));
    expect(settled.aboard).toEqual([
      { actionId: 'a-new', quantity: 1 },
      { actionId: 'a-old', quantity: 1 },
    ]);
    const one = play(settled, command('drop_off', null, { actionId: 'a-old' }));
    expect(one.aboard).toEqual([{ actionId: 'a-new', quantity: 1 }]);
    expect(play(one, command('drop_off')).aboard).toEqual([]);
  });

  it('keeps what was loaded on board when its job is cancelled or taken off, until it is handed in', () => {
    const loaded = play(day, command('load', null, { actionId: 'c-new' }));
    const without = { ...loaded, stops: loaded.stops.slice(0, 2) };
    expect(without.aboard).toEqual([{ actionId: 'c-new', quantity: 2 }]);
    expect(play(without, command('drop_off')).aboard).toEqual([]);
    expect(applyCommand(without, command('load', null, { actionId: 'c-new' }))).toMatchObject({
      outcome: 'parked',
      code: 'action_unknown',
    });
  });

  it('does not finish with a stop open or a piece unexplained', () => {
    expect(applyCommand(atA(), command('finish'))).toMatchObject({ outcome: 'parked', code: 'stops_open' });
    const over = { ...play(day, command('start')), stops: [], aboard: [{ actionId: 'x', quantity: 2 }] };
    expect(applyCommand(over, command('finish'))).toMatchObject({ outcome: 'parked', code: 'pieces_unexplained' });
  });
});

describe('completing a stop', () => {
  it('derives the outcome from the lines, not from the button', () => {
    const none = applyCommand(
      atA(),
      command('complete', 'a', { results: [result('a-new', 0, 2), result('a-old', 0, 1)] }),
    );
    expect(stateOf(dayOf(none), 'a')).toEqual(['done', 'incomplete']);
    const some = applyCommand(atA(), command('complete', 'a', { results: [result('a-new', 1, 1)] }));
    expect(stateOf(dayOf(some), 'a')).toEqual(['done', 'partially_completed']);
    const broken = applyCommand(atA(), command('complete', 'a', { results: [result('a-new', 1, 0, 1)] }));
    expect(stateOf(dayOf(broken), 'a')).toEqual(['done', 'damaged']);
  });

  it('refuses quantities that do not add up, and lines of another job', () => {
    const short = command('complete', 'a', { results: [result('a-new', 1)] });
    expect(applyCommand(atA(), short)).toMatchObject({ outcome: 'parked', code: 'quantities_wrong' });
    const foreign = command('complete', 'a', { results: [result('b-new', 2)] });
    expect(applyCommand(atA(), foreign)).toMatchObject({ outcome: 'parked', code: 'action_unknown' });
  });

  it('leaves the old one there when the new one was not delivered', () => {
    const refused = command('complete', 'a', { results: [result('a-new', 0, 2)] });
    const after = dayOf(applyCommand(atA(), refused));
    expect(after.stops[0]!.job!.actions[1]).toMatchObject({ state: 'incomplete' });
    const taken = command('complete', 'a', { results: [result('a-new', 0, 2), result('a-old', 1)] });
    expect(applyCommand(atA(), taken)).toMatchObject({ outcome: 'parked', code: 'collected_without_delivery' });
  });

  it('needs a reason to fail', () => {
    expect(applyCommand(atA(), command('fail', 'a', { reason: null }))).toMatchObject({ code: 'reason_missing' });
    expect(stateOf(play(atA(), command('fail', 'a')), 'a')).toEqual(['done', 'incomplete']);
  });

  it('settles no job when the crew only assists', () => {
    const assisting = changedJob(atA(), 'a', { role: 'assist' });
    expect(stateOf(play(assisting, command('complete', 'a')), 'a')).toEqual(['done', 'arrived']);
  });

  it('is corrected by opening the stop again, both outcomes being changes of their own', () => {
    const undone = play(atA(), command('complete', 'a'), command('undo', 'a'));
    expect(stateOf(undone, 'a')).toEqual(['arrived', 'completed']);
    const corrected = applyCommand(undone, command('fail', 'a'));
    expect(corrected).toMatchObject({ outcome: 'applied' });
    expect(dayOf(corrected).stops[0]!.job!.state).toBe('incomplete');
    expect(corrected.outcome === 'applied' && corrected.changes).toContainEqual({
      thing: 'job',
      jobId: 'job-a',
      event: 'correct_to_incomplete',
      from: 'completed',
      to: 'incomplete',
    });
  });
});

describe('what happened in the field', () => {
  it('wins over a cancellation and over a stop taken off, as a conflict', () => {
    const cancelled = changedJob(atA(), 'a', { state: 'dropped' }, 'cancelled');
    const answer = applyCommand(cancelled, command('complete', 'a'));
    expect(answer).toMatchObject({ outcome: 'conflict', code: 'job_changed_at_desk' });
    expect(stateOf(dayOf(answer), 'a')).toEqual(['done', 'completed']);
    const moved = changedJob(day, 'b', { state: 'dropped' }, 'new');
    expect(applyCommand(moved, command('arrive', 'b'))).toMatchObject({ outcome: 'conflict', code: 'stop_taken_off' });
  });

  it('wins over an itinerary that was closed meanwhile', () => {
    const answer = applyCommand({ ...atA(), state: 'finished' }, command('complete', 'a'));
    expect(answer).toMatchObject({ outcome: 'conflict', code: 'itinerary_closed' });
    expect(stateOf(dayOf(answer), 'a')).toEqual(['done', 'completed']);
  });

  it('keeps the first word of two devices, and takes the same word twice for once', () => {
    const first = play(atA(), command('complete', 'a'));
    expect(applyCommand(first, command('complete', 'a'))).toMatchObject({ outcome: 'applied', changes: [] });
    expect(applyCommand(first, command('fail', 'a'))).toMatchObject({
      outcome: 'conflict',
      code: 'already_settled',
      changes: [],
    });
  });
});

describe('a stop that a desk has settled', () => {
  const settled = play(atA(), command('fail', 'a'));
  const byDesk = {
    ...settled,
    stops: settled.stops.map((stop) => (stop.id === 'a' ? { ...stop, settledAtDesk: true } : stop)),
  };

  it('takes what the crew says of it, as a conflict; the same word is none', () => {
    const answer = applyCommand(byDesk, command('complete', 'a'));
    expect(answer).toMatchObject({ outcome: 'conflict', code: 'job_changed_at_desk' });
    expect(stateOf(dayOf(answer), 'a')).toEqual(['done', 'completed']);
    expect(applyCommand(byDesk, command('fail', 'a'))).toMatchObject({ outcome: 'applied', changes: [] });
  });
});

describe('every sequence of commands', () => {
  const stopId = fc.constantFrom('a', 'b', 'c', 'x', null);
  const anyCommand: fc.Arbitrary<CrewCommand> = fc.record({
    kind: fc.constantFrom(...COMMAND_KINDS),
    stopId,
    reason: fc.constantFrom('not_home', null),
    results: fc.array(
      fc.record({
        actionId: fc.constantFrom('a-new', 'a-old', 'b-new', 'c-old'),
        completed: fc.nat(2),
        refused: fc.nat(2),
        damaged: fc.nat(1),
        missing: fc.nat(1),
      }),
      { maxLength: 2 },
    ),
  });
  const anyDay = fc.record({
    anyStopOrder: fc.boolean(),
    aboard: fc.constantFrom([], [{ actionId: 'gone', quantity: 1 }]),
    state: fc.constantFrom('dispatched' as const, 'started' as const),
    stops: fc.tuple(
      fc.constant(jobStop('a')),
      fc.constantFrom(jobStop('b'), jobStop('b', { role: 'assist' }), jobStop('b', { kind: 'pickup', job: null })),
      fc.constant(jobStop('c')),
    ),
  });
  const story = fc.tuple(anyDay, fc.array(anyCommand, { maxLength: 30 }));

  it('keeps the day consistent: lines add up, outcomes follow the lines, changes start where the day stood', () => {
    fc.assert(
      fc.property(story, ([start, commands]) => {
        let now: CrewDay = start;
        for (const one of commands) {
          const answer = applyCommand(now, one);
          if (answer.outcome === 'parked') {
            expect(answer.words).toMatch(/\.$/);
            continue;
          }
          for (const change of answer.changes) {
            if (change.thing === 'stop')
              expect(now.stops.find((stop) => stop.id === change.stopId)?.state).toBe(change.from);
            if (change.thing === 'job')
              expect(now.stops.find((stop) => stop.job?.id === change.jobId)?.job?.state).toBe(change.from);
          }
          now = answer.day;
        }
        for (const { job } of now.stops) {
          if (!job) continue;
          const lines = job.actions;
          for (const line of lines) {
            if (line.state !== 'undetermined') expect(quantitiesFault(line.quantity, line.quantities)).toBeNull();
          }
          if (isJobOutcome(job.state)) expect(job.state).toBe(deriveJobOutcome(lines.map((line) => line.state)));
        }
        if (now.state === 'finished')
          expect(now.stops.every((stop) => isStopOver(stop.state) || stop.state === 'arrived')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('says nothing new when a settling command is said again', () => {
    fc.assert(
      fc.property(story, ([start, commands]) => {
        let now: CrewDay = start;
        for (const one of commands) {
          const first = applyCommand(now, one);
          if (first.outcome === 'parked') continue;
          now = first.day;
          if (one.kind === 'undo') continue;
          const again = applyCommand(now, one);
          if (again.outcome !== 'parked') expect(again.changes).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('finishes only a day that nothing hinders', () => {
    fc.assert(
      fc.property(story, ([start, commands]) => {
        let now: CrewDay = start;
        for (const one of commands) {
          const answer = applyCommand(now, one);
          if (answer.outcome === 'parked') continue;
          if (answer.day.state === 'finished' && now.state !== 'finished') expect(whatHindersFinish(now)).toBeNull();
          now = answer.day;
        }
      }),
      { numRuns: 200 },
    );
  });
});
