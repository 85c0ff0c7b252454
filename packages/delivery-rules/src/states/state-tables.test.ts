import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import {
  actionStates,
  eventsFrom,
  incidentStates,
  isJobClosed,
  isJobOutcome,
  itineraryStates,
  JOB_EVENTS,
  JOB_OUTCOMES,
  JOB_STATES,
  jobStates,
  maintenanceStates,
  messageStates,
  planStates,
  printDiagram,
  STATE_ACTORS,
  type StateTable,
  stopStates,
  transition,
} from '../index.ts';
import { statesPage } from './states-page.ts';

const tables: [name: string, table: StateTable<string, string>, first: string][] = [
  ['job', jobStates, 'staging'],
  ['action', actionStates, 'undetermined'],
  ['itinerary', itineraryStates, 'draft'],
  ['stop', stopStates, 'planned'],
  ['message', messageStates, 'queued'],
  ['plan', planStates, 'draft'],
  ['incident', incidentStates, 'investigating'],
  ['maintenance', maintenanceStates, 'scheduled'],
];

describe.each(tables)('the state table of a %s', (_, table, first) => {
  const states = Object.keys(table.cells);
  const events = Object.keys(table.events);

  it('has a cell for every state and event, each leading to a state of its own', () => {
    for (const state of states) {
      expect(Object.keys(table.cells[state]!).sort()).toEqual([...events].sort());
      for (const cell of Object.values(table.cells[state]!)) {
        const to = typeof cell === 'object' ? cell.to : cell;
        expect(['refused', ...states]).toContain(to);
      }
    }
  });

  it('reaches every state from the first one', () => {
    const reached = new Set([first]);
    for (let round = 0; round < states.length; round++) {
      for (const state of [...reached]) {
        for (const actor of STATE_ACTORS) {
          for (const event of eventsFrom(table, state, actor)) {
            const answer = transition(table, state, event, actor);
            if (answer.allowed) reached.add(answer.to);
          }
        }
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('has no event that nobody may raise', () => {
    for (const event of events) {
      const somebody = states.some((state) =>
        STATE_ACTORS.some((actor) => eventsFrom(table, state, actor).includes(event)),
      );
      expect(somebody, event).toBe(true);
    }
  });

  it('answers every refusal with from, event and a sentence', () => {
    for (const state of states) {
      for (const event of events) {
        for (const actor of STATE_ACTORS) {
          const answer = transition(table, state, event, actor);
          if (answer.allowed) continue;
          expect(answer).toMatchObject({ from: state, event });
          expect(answer.why).toMatch(/^A .+ cannot .+\.$/);
          for (const from of answer.possibleFrom) expect(transition(table, from, event, actor).allowed).toBe(true);
        }
      }
    }
  });

  it('prints one line for each way through it', () => {
    const ways = states.flatMap((state) => Object.values(table.cells[state]!).filter((cell) => cell !== 'refused'));
    expect(printDiagram(table).split('\n')).toHaveLength(ways.length + 1);
  });
});

describe('a job', () => {
  it('goes from staging to an outcome along the road', () => {
    const road = [
      ['release', 'desk', 'new'],
      ['schedule', 'planner', 'scheduled'],
      ['dispatch', 'desk', 'dispatched'],
      ['leave', 'device', 'on_route'],
      ['arrive', 'device', 'arrived'],
      ['settle_completed', 'device', 'completed'],
    ] as const;
    let state: (typeof JOB_STATES)[number] = 'staging';
    for (const [event, actor, to] of road) {
      const answer = transition(jobStates, state, event, actor);
      expect(answer).toEqual({ allowed: true, from: state, to });
      state = to;
    }
  });

  it('cannot be planned while it is in staging', () => {
    expect(transition(jobStates, 'staging', 'schedule', 'planner')).toMatchObject({
      allowed: false,
      code: 'wrong_state',
      possibleFrom: ['new'],
      why: 'A job that is staging cannot be put on an itinerary; it can when it is new.',
    });
  });

  it('is completed by the field although a desk had cancelled it, and by no desk', () => {
    expect(transition(jobStates, 'cancelled', 'settle_completed', 'device')).toMatchObject({ to: 'completed' });
    expect(transition(jobStates, 'cancelled', 'settle_completed', 'desk')).toMatchObject({
      allowed: false,
      code: 'wrong_actor',
    });
  });

  it('cannot be cancelled at the door, nor once it has an outcome', () => {
    for (const state of ['arrived', ...JOB_OUTCOMES] as const) {
      expect(transition(jobStates, state, 'cancel', 'desk').allowed).toBe(false);
    }
  });

  it('never leaves an outcome except by a correction to another', () => {
    for (const outcome of JOB_OUTCOMES) {
      for (const event of JOB_EVENTS) {
        const answer = transition(jobStates, outcome, event, 'desk');
        if (!answer.allowed) continue;
        expect(event).toMatch(/^correct_to_/);
        expect(isJobOutcome(answer.to)).toBe(true);
        expect(answer.to).not.toBe(outcome);
      }
    }
  });

  it('is closed exactly when it has an outcome or was cancelled', () => {
    expect(JOB_STATES.filter(isJobClosed)).toEqual([...JOB_OUTCOMES, 'cancelled']);
  });
});

describe('an itinerary', () => {
  it('is cancelled before it started and never after', () => {
    const ways = Object.keys(itineraryStates.cells).filter(
      (state) => transition(itineraryStates, state as 'draft', 'cancel', 'desk').allowed,
    );
    expect(ways).toEqual(['draft', 'dispatched']);
  });
});

describe('STATES.md', () => {
  it('shows the tables as they are', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'STATES.md'), 'utf8');
    expect(page, 'write it anew: node packages/delivery-rules/src/states/print-states-page.ts').toBe(statesPage());
  });
});
