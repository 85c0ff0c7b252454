import type { TrackerView } from '@roundsman/api-contract';
import { useNow } from '@roundsman/ui';
import { day, time } from '../words/format.ts';
import type { Words } from '../words/index.ts';

interface ProofProps {
  view: TrackerView;
  proof: NonNullable<TrackerView['proof']>;
  words: Words;
}

export function Proof({ view, proof, words }: ProofProps) {
  const now = useNow(60_000);
  const at = new Date(proof.at);
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{words.proof}</h2>
      <p className="figure-line">{words.handedOver(day(at, now, view.zone, words), time(at, view.zone, words))}</p>
      {proof.handedTo && <p>{words.handedTo[proof.handedTo] ?? proof.handedTo}</p>}
      {proof.name && <p>{words.receivedBy(proof.name)}</p>}
      {proof.photos.length > 0 && (
        <div className="photos">
          {proof.photos.map((url, index) => (
            <a key={url} href={url} target="_blank" rel="noreferrer">
              <img src={url} alt={words.photo(index + 1)} loading="lazy" />
            </a>
          ))}
        </div>
      )}
      {proof.signature && (
        <figure className="signature">
          <img src={proof.signature} alt={words.signature} loading="lazy" />
          <figcaption className="quiet">{words.signature}</figcaption>
        </figure>
      )}
    </section>
  );
}
