import { GAP_BEGINS, type PostMortemFigures, type PostMortemRecords } from '@roundsman/api-contract';

/** What the records know in sentences, and a gap wherever a person has to find the words. */
export function draftPostMortem(title: string, startedAt: string, records: PostMortemRecords): string {
  const { figures } = records;
  const gap = (wanted: string) => `${GAP_BEGINS}${wanted}]`;
  return [
    '## What happened',
    `${title}. It began on ${startedAt.slice(0, 10)} at ${startedAt.slice(11, 19)} UTC${figures.restoredAfterSeconds === null ? '' : ` and was over ${spell(figures.restoredAfterSeconds)} later`}. ${gap('what did people notice, and who?')}`,
    ...(figures.countedRequests > 0
      ? [
          figures.countedBy === 'platform'
            ? `Of ${figures.countedRequests} requests that the platform counted at what was affected, ${figures.affectedRequests} failed.`
            : `Of ${figures.countedRequests} requests that clients reported over what was affected, ${figures.affectedRequests} were late or lost; clients repeat those another way.`,
        ]
      : []),
    '## Why',
    gap('the cause, as far as it is known, and how we know'),
    '## What was done, and how soon',
    ...soon(figures),
    gap('what people did beside that'),
    '## What we change',
    gap('what is changed so that it does not happen again, and until when'),
  ].join('\n\n');
}

function soon(figures: PostMortemFigures): string[] {
  const said: [number | null, string][] = [
    [figures.detectedAfterSeconds, 'the monitor had named it'],
    [figures.steeredAfterSeconds, 'its traffic was moved'],
    [figures.draftedAfterSeconds, 'the words for the public were drafted'],
    [figures.publishedAfterSeconds, 'the public could read them'],
  ];
  const known = said
    .filter(([seconds]) => seconds !== null)
    .map(([seconds, what]) => `after ${spell(seconds!)} ${what}`);
  const told =
    figures.subscribersTold > 0
      ? [
          `${figures.subscribersTold} messages went to subscribers, 95 of 100 within ${Math.ceil(figures.toldWithinSeconds ?? 0)} s.`,
        ]
      : [];
  if (known.length === 0) return told;
  const sentence = known.join('; ');
  return [`${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`, ...told];
}

/** "6 s", "4 min 20 s", "2 h 5 min". */
function spell(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
