/** So many have a figure of their own; a label must not grow with the world. */
const MOST_ORGANISATIONS = 1_000;

/** The label of an organisation in figures: its id, `others` beyond the thousandth, `none` of nobody. */
export function organisationLabels(): (organisationId: string | null | undefined) => string {
  const seen = new Set<string>();
  return (id) => {
    if (id === null || id === undefined) return 'none';
    if (!seen.has(id) && seen.size >= MOST_ORGANISATIONS) return 'others';
    seen.add(id);
    return id;
  };
}
