/** What happened against what was planned: one visit's service, or one drive between two stops. */
export interface PaceRecord {
  /** What the pace may depend on: the kind of action, or the hour of the day. */
  readonly key: string;
  /** Where it was, if that matters too. */
  readonly area?: string;
  readonly plannedSeconds: number;
  readonly seconds: number;
}

export interface Pace {
  /** Planned seconds × factor = expected seconds. */
  readonly factor: number;
  /** Of the expected seconds: one standard deviation, relative. */
  readonly deviation: number;
  readonly samples: number;
}

export interface LearnedPace {
  readonly overall: Pace;
  readonly byKey: ReadonlyMap<string, Pace>;
  /** On top of the key's factor. */
  readonly byArea: ReadonlyMap<string, Pace>;
  /** Mean error relative to what was planned, on records that were not learned from; null with too few of them. */
  readonly error: { readonly plain: number; readonly learned: number; readonly samples: number } | null;
}

/** So many records weigh as much as what is believed beforehand: a handful of visits does not move anything far. */
const PRIOR_RECORDS = 20;
/** A phone forgotten in a pocket, a tap too late: beyond this it says nothing about the work. */
const [LEAST_RATIO, MOST_RATIO] = [0.2, 5];
const LEAST_PLANNED_SECONDS = 30;
const LEAST_TEST_RECORDS = 20;
/** Keys are learned with what the areas explain taken out, and the other way round. */
const ROUNDS = 3;

/**
 * Factors by key, each drawn towards the overall one, and that towards 1, as long as records are few; and by area, each drawn
 * towards 1, which multiply them.
 */
export function learnPace(all: readonly PaceRecord[], usualDeviation: number): LearnedPace {
  const records = all.filter(
    ({ plannedSeconds, seconds }) =>
      plannedSeconds >= LEAST_PLANNED_SECONDS &&
      seconds >= plannedSeconds * LEAST_RATIO &&
      seconds <= plannedSeconds * MOST_RATIO,
  );
  const known = learn(records, usualDeviation);
  const test = records.filter((_, at) => at % 2 === 1);
  if (test.length < LEAST_TEST_RECORDS) return { ...known, error: null };
  const half = learn(
    records.filter((_, at) => at % 2 === 0),
    usualDeviation,
  );
  const meanError = (expected: (record: PaceRecord) => number) =>
    test.reduce((sum, record) => sum + Math.abs(record.seconds - expected(record)) / record.plannedSeconds, 0) /
    test.length;
  const plain = meanError(({ plannedSeconds }) => plannedSeconds);
  const learned = meanError((record) => withArea(half.byArea, withKey(half, record)).plannedSeconds);
  return { ...known, error: { plain, learned, samples: test.length } };
}

export function paceAt({ byKey, overall }: Pick<LearnedPace, 'byKey' | 'overall'>, key: string): Pace {
  return byKey.get(key) ?? overall;
}

function learn(records: readonly PaceRecord[], usualDeviation: number): Omit<LearnedPace, 'error'> {
  const asPlanned: Pace = { factor: 1, deviation: usualDeviation, samples: 0 };
  const located = records.filter(({ area }) => area !== undefined);
  let byArea: ReadonlyMap<string, Pace> = new Map();
  const overall = drawnTowards(asPlanned, records);
  const learnKeys = (of: readonly PaceRecord[]) => ({ overall, byKey: grouped(of, ({ key }) => key, overall) });
  let known = learnKeys(records);
  for (let round = 0; round < ROUNDS && located.length > 0; round++) {
    byArea = grouped(
      located.map((record) => withKey(known, record)),
      ({ area }) => area!,
      asPlanned,
    );
    known = learnKeys(records.map((record) => withArea(byArea, record)));
  }
  return { ...known, byArea };
}

const grouped = (records: readonly PaceRecord[], by: (record: PaceRecord) => string, prior: Pace) =>
  new Map([...Map.groupBy(records, by)].map(([name, own]) => [name, drawnTowards(prior, own)] as const));

/** The record as if it had been planned with the key's factor. */
const withKey = (known: Pick<LearnedPace, 'byKey' | 'overall'>, record: PaceRecord): PaceRecord => ({
  ...record,
  plannedSeconds: record.plannedSeconds * paceAt(known, record.key).factor,
});

const withArea = (byArea: LearnedPace['byArea'], record: PaceRecord): PaceRecord => ({
  ...record,
  plannedSeconds: record.plannedSeconds * (byArea.get(record.area ?? '')?.factor ?? 1),
});

function drawnTowards(prior: Pace, records: readonly PaceRecord[]): Pace {
  const samples = records.length;
  if (samples === 0) return prior;
  const weigh = (priorValue: number, sum: number) => (PRIOR_RECORDS * priorValue + sum) / (PRIOR_RECORDS + samples);
  const ratios = records.map(({ plannedSeconds, seconds }) => seconds / plannedSeconds);
  const factor = weigh(
    prior.factor,
    ratios.reduce((sum, ratio) => sum + ratio, 0),
  );
  const variance = weigh(
    prior.deviation ** 2,
    ratios.reduce((sum, ratio) => sum + (ratio / factor - 1) ** 2, 0),
  );
  return { factor, deviation: Math.sqrt(variance), samples };
}
