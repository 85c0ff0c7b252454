/** One counter of a page of metrics (Prometheus' text format). */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All samples of one metric. Lines that cannot be read are left out: a page of figures is no place to fail. */
export function readMetric(page: string, metric: string): Sample[] {
  const samples: Sample[] = [];
  for (const line of page.split('\n')) {
    if (!line.startsWith(metric)) continue;
    const [, name, labels = '', value] = /^([\w:]+)(?:\{(.*)\})?\s+(\S+)/.exec(line) ?? [];
    if (name !== metric || !Number.isFinite(Number(value))) continue;
    samples.push({ labels: readLabels(labels), value: Number(value) });
  }
  return samples;
}

function readLabels(text: string): Record<string, string> {
  const pairs = text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value!.replaceAll(/\\(.)/g, '$1')]));
}
