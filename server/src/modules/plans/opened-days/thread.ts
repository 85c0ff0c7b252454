import { totalmem } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { packPoints } from '@roundsman/units';
import { Problem } from '../../../platform/problem.ts';
import type { DayRoads } from '../day-roads.ts';
import { DayCache } from './day-cache.ts';
import { DayLine } from './day-line.ts';
import { createLayOut } from './lay-out.ts';
import type { FromThread, Question, RoadQuestion, ToThread } from './messages.ts';
import type { OpenedDay } from './open-day.ts';

/** Eight days of 2,000 stops; a small machine keeps less. */
const MOST_BYTES = Math.min(2 ** 30, totalmem() / 8);

class RoadsFailed extends Error {}

const layOut = createLayOut();
const lines = new DayCache<DayLine>(MOST_BYTES);
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let nextId = 1;
const post = (message: FromThread) => parentPort!.postMessage(message);

parentPort!.on('message', (message: ToThread) => {
  if (message.kind === 'ask') {
    void answer(message);
    return;
  }
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.kind === 'roads_answered') asked?.resolve(message.value);
  else asked?.reject(new RoadsFailed('The roads did not answer.'));
});

async function answer({
  id,
  key,
  frame,
  line: name,
  given,
  question,
}: Extract<ToThread, { kind: 'ask' }>): Promise<void> {
  try {
    const roads = roadsFor(id);
    const line = lines.get(name, () => new DayLine(layOut));
    const known = line.get(key);
    if (!known && !given) return post({ kind: 'needs_day', id });
    const day = await (known ?? line.open(roads, { key, frame }, given!).finally(() => lines.makeRoom()));
    post({ kind: 'answer', id, value: await ask(day, roads, question) });
  } catch (error) {
    const { message } = error as Error;
    const problem = error instanceof Problem ? toInput(error) : null;
    post({ kind: 'failed', id, message, problem, byRoads: error instanceof RoadsFailed });
  }
}

function ask(day: OpenedDay, roads: DayRoads, question: Question): unknown {
  switch (question.kind) {
    case 'slots':
      return day.slots(roads, question.visit, question.windows);
    case 'places':
      return day.places(roads, question.visit, question.wanted);
    case 'moves':
      return day.moves(roads, question.visit, question.moves);
    case 'left':
      return { unplaced: day.unplaced, busy: day.busy() };
  }
}

/** The roads, asked by way of the main thread in the name of a question. */
function roadsFor(of: number): DayRoads {
  const call = (question: RoadQuestion) =>
    new Promise<never>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      post({ kind: 'ask_roads', id, of, question });
    });
  return {
    travelTimes: {
      matrix: (from, to, profile) => call({ call: 'matrix', from: packPoints(from), to: packPoints(to), profile }),
    },
    search: {
      neighbours: (places, profile, count) => call({ call: 'neighbours', places: packPoints(places), profile, count }),
    },
  };
}

const toInput = ({ status, code, title, detail, remedy, extra }: Problem) => ({
  ...{ status, code, title, extra },
  ...(detail !== undefined && { detail }),
  ...(remedy !== undefined && { remedy }),
});
