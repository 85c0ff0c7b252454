import type { TrackerView } from '@roundsman/api-contract';
import { useNow } from '@roundsman/ui';
import { age, day, foreignZone, span, time } from '../words/format.ts';
import type { Stage, Words } from '../words/index.ts';

const STAGES: readonly Stage[] = ['ordered', 'planned', 'on_the_way', 'finished'];

/** The sentence they came for, how far it is, and when. */
export function Summary({ view, words }: { view: TrackerView; words: Words }) {
  return (
    <>
      <h1 aria-live="polite">{view.sentence}</h1>
      <StageLine view={view} words={words} />
      {view.stage !== 'finished' && <When view={view} words={words} />}
    </>
  );
}

function StageLine({ view, words }: { view: TrackerView; words: Words }) {
  const reached = STAGES.indexOf(view.stage);
  return (
    <ol className="stages" aria-label={words.stageOf} data-outcome={view.outcome ?? undefined}>
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          aria-current={index === reached ? 'step' : undefined}
          data-reached={index <= reached || undefined}
        >
          <span>{stage === 'finished' && view.outcome ? words.outcomes[view.outcome] : words.stages[stage]}</span>
        </li>
      ))}
    </ol>
  );
}

function When({ view, words }: { view: TrackerView; words: Words }) {
  const now = useNow(1000);
  const { promise, eta, zone } = view;
  // On the way without an estimate: the crew stands before the door, and nobody has to be told that they are next.
  const isThere = view.stage === 'on_the_way' && eta === null;
  const first = eta?.earliest ?? promise?.from;
  const zoneName = first ? foreignZone(new Date(first), zone, words) : null;
  return (
    <section className="when">
      {eta && (
        <div className="eta">
          <h2>{words.arrival}</h2>
          <p className="figure">{span(new Date(eta.earliest), new Date(eta.latest), zone, words)}</p>
          <p className="quiet">
            {words.mostLikely(time(new Date(eta.at), zone, words))} ·{' '}
            {words.asOf(age(new Date(eta.computedAt), now, words))}
          </p>
        </div>
      )}
      {view.stopsBefore !== null && !isThere && <p className="stops-before">{words.stopsBefore(view.stopsBefore)}</p>}
      {promise ? (
        <p className={eta ? 'quiet' : 'figure-line'}>
          {words.promised}: {day(new Date(promise.from), now, zone, words)},{' '}
          {span(new Date(promise.from), new Date(promise.to), zone, words)}
          {promise.changed && ` (${words.promiseChanged})`}
        </p>
      ) : (
        <p className="quiet">{words.noPromise}</p>
      )}
      {zoneName && <p className="quiet">{words.localTime(zoneName)}</p>}
    </section>
  );
}
