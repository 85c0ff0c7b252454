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

/** Fills an empty database with what was wished for; answers the lines that `npm start` ends with. */
export async function prepareFirstStart({ url }: FirstStart): Promise<StartLine[]> {
  return [
    { name: 'Dispatch Web Platform', value: `${url}/` },
    { name: 'Customer Tracker', value: `${url}/track/` },
    { name: 'Operator App', value: `${url}/operator/` },
    { name: 'API reference', value: `${url}/api/reference` },
  ];
}
