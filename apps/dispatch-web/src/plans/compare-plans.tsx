import type { Plan } from '@roundsman/api-contract';
import styles from './compare-plans.module.css';
import { type FigureLine, type Figures, figureLines, verdict } from './plan-figures.ts';
import { planStateWords } from './plan-words.ts';

/** Two to four columns of figures; what differs from the first is marked with by how much, and whether that is better. */
export function ComparePlans({ plans }: { plans: readonly Plan[] }) {
  const [base, ...others] = plans;
  if (!base?.figures) return null;
  const baseFigures = base.figures;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.caption}>Compared with {base.code}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              Figure
            </th>
            {plans.map((plan) => (
              <th key={plan.id} scope="col">
                {plan.code} <span className={styles.state}>{planStateWords(plan.state)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figureLines.map((line) => (
            <tr key={line.name}>
              <th scope="row">{line.name}</th>
              <td>{line.words(baseFigures)}</td>
              {others.map(({ id, figures }) =>
                figures ? <Compared key={id} line={line} base={baseFigures} other={figures} /> : <td key={id} />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Compared({ line, base, other }: { line: FigureLine; base: Figures; other: Figures }) {
  const said = verdict(line, base, other);
  return (
    <td data-verdict={said}>
      {line.words(other)}
      {said !== 'same' && (
        <span className={styles.by}>
          {line.difference(line.value(other) - line.value(base), other)} {said !== 'different' && said}
        </span>
      )}
    </td>
  );
}
