import type { TrackerView } from '@roundsman/api-contract';
import type { Words } from '../words/index.ts';

/** What is coming, and where to. */
export function Contents({ view, words }: { view: TrackerView; words: Words }) {
  return (
    <section aria-labelledby="contents">
      <h2 id="contents">{view.stage === 'finished' ? words.whatCame : words.whatComes}</h2>
      <ul className="items">
        {view.items.map(({ kind, description, quantity }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of an order have no id here and keep their order
          <li key={index}>
            <span className="quantity">{quantity} ×</span>
            <span>
              {description}
              {kind !== 'delivery' && <small>{words.kinds[kind] ?? kind}</small>}
            </span>
          </li>
        ))}
      </ul>
      <p className="address">
        <span className="quiet">{words.where}</span> {view.addressLine}
      </p>
      <p className="quiet">{words.code(view.jobCode)}</p>
    </section>
  );
}
