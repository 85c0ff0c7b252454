import type { StartLine } from './announce.ts';
import type { Platform } from './platform/index.ts';
import type { Wishes } from './read-arguments.ts';

export interface FirstStart {
  readonly platform: Platform;
  readonly wishes: Wishes;
  /** How people reach the platform. */
  readonly url: string;
  readonly progress: (text: string) => void;
}

export interface Prepared {
  /** The lines that `npm start` ends with. */
  readonly links: readonly StartLine[];
  /** True when the sample organisation is in the database. */
  readonly sample: boolean;
}

/** Fills an empty database with what was wished for. */
export async function prepareFirstStart({ url }: FirstStart): Promise<Prepared> {
  const links = [
    { name: 'Dispatch Web Platform', value: `${url}/` },
    { name: 'Customer Tracker', value: `${url}/track/` },
    { name: 'Operator App', value: `${url}/operator/` },
    { name: 'API reference', value: `${url}/api/reference` },
  ];
  return { links, sample: false };
}
