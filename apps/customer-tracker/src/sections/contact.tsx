import type { TrackerView } from '@roundsman/api-contract';
import type { Words } from '../words/index.ts';

export function Contact({ view, words }: { view: TrackerView; words: Words }) {
  const { name, phone } = view.sender;
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{words.contact}</h2>
      {phone ? (
        <a className="button quiet-button" href={`tel:${phone.replaceAll(' ', '')}`}>
          {words.call(name)}&ensp;<span className="number">{phone}</span>
        </a>
      ) : (
        <p>{words.noPhone(name)}</p>
      )}
    </section>
  );
}
