import { apiKey, createClient, jobEndpoints } from '@roundsman/client';
import type { Desk } from './worlds/desk.ts';

const PAGE = 200;
const MOST_PAGES = 200;

/** Looked up on the platform itself, past all edges: what users were promised must be there, once. */
export async function countJobs(desk: Desk, run: string): Promise<Map<string, number>> {
  const client = createClient({ edges: [desk.platformUrl], session: apiKey(await desk.makeKey(`Count ${run}`)) });
  const counted = new Map<string, number>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Awaited<ReturnType<typeof list>> = await list(client, after);
    for (const { referenceId } of answer.rows)
      if (referenceId?.startsWith(run)) counted.set(referenceId, (counted.get(referenceId) ?? 0) + 1);
    if (answer.next === null) return counted;
    after = answer.next;
  }
  throw new Error('There are more jobs than the drill can count');
}

const list = (client: ReturnType<typeof createClient>, after: string | null) =>
  client.call(jobEndpoints.list, { query: { limit: PAGE, state: ['staging'], ...(after === null ? {} : { after }) } });
