import type { PostMortemFigures, StatusIncident } from '@roundsman/api-contract';
import { duration } from '@roundsman/ui';
import styles from './incidents.module.css';

interface PostMortemProps {
  incident: StatusIncident;
  names: ReadonlyMap<string, string>;
}

/** The words of people, then what the records say: figures, traffic, timeline to the second. */
export function PostMortem({ incident, names }: PostMortemProps) {
  const { postMortem } = incident;
  if (!postMortem) return null;
  const { records } = postMortem;
  return (
    <div className={styles.postMortem}>
      <h4>Post-mortem</h4>
      {postMortem.text
        .split(/\n{2,}/)
        .map((paragraph) =>
          paragraph.startsWith('## ') ? (
            <h5 key={paragraph}>{paragraph.slice(3)}</h5>
          ) : (
            <p key={paragraph}>{paragraph}</p>
          ),
        )}
      {records && (
        <>
          <h5>Figures, from records</h5>
          <dl className={styles.figures}>
            {figureWords(records.figures).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {records.traffic.length > 0 && (
            <img
              className={styles.graph}
              src={`./post-mortems/${incident.id}.svg`}
              alt="Requests and looks a second over what was affected, with what was late or lost"
              loading="lazy"
            />
          )}
          <h5>Timeline, UTC</h5>
          <ol className={styles.timeline}>
            {records.timeline.map(({ at, componentId, words }) => (
              <li key={`${at} ${componentId} ${words}`}>
                <time dateTime={at}>{at.slice(11, 19)}</time>
                <span>
                  {componentId !== null && <strong>{names.get(componentId) ?? componentId}: </strong>}
                  {words}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function figureWords(figures: PostMortemFigures): [label: string, value: string][] {
  const after = (seconds: number | null) =>
    seconds === null ? null : seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds);
  const told =
    figures.subscribersTold > 0 ? `${figures.subscribersTold}, 95 of 100 within ${figures.toldWithinSeconds} s` : null;
  const requests =
    figures.countedRequests > 0 ? `${figures.affectedRequests} of ${figures.countedRequests} counted` : null;
  const all: [string, string | null][] = [
    ['Named after', after(figures.detectedAfterSeconds)],
    ['Traffic moved after', after(figures.steeredAfterSeconds)],
    ['Words drafted after', after(figures.draftedAfterSeconds)],
    ['Public told after', after(figures.publishedAfterSeconds)],
    ['Over after', after(figures.restoredAfterSeconds)],
    ['Requests late or lost', requests],
    ['Messages to subscribers', told],
  ];
  return all.flatMap(([label, value]): [string, string][] => (value === null ? [] : [[label, value]]));
}
