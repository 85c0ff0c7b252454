import type { StartLine } from './announce.ts';
import { listOrganisations } from './modules/accounts/index.ts';
import { createPairingCode, listOperators } from './modules/fleet/index.ts';
import { findJobs } from './modules/jobs/index.ts';
import { createTrackerLink } from './modules/tracking/index.ts';
import type { Actor, Platform } from './platform/index.ts';
import type { Wishes } from './read-arguments.ts';
import { roadsOf } from './roads.ts';
import { createLiveOrganisation, isSampleUnfinished, loadSample, SAMPLE_SIGN_IN } from './sample/index.ts';

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

const SYSTEM: Actor = { kind: 'system', id: null };

/** Fills an empty database with what was wished for; says where everything is. */
export async function prepareFirstStart({ platform, wishes, url, progress }: FirstStart): Promise<Prepared> {
  const { database, clock } = platform;
  const lines: StartLine[] = [{ name: 'Dispatch Web Platform', value: `${url}/` }];
  if (wishes.organisation !== null) {
    const { organisation: name, timeZone, currency } = wishes;
    const made = await createLiveOrganisation({ database, clock, name, timeZone, currency });
    if (made) {
      const value = `${made.email} with ${made.password} (shown this once)`;
      lines.push({ name: `Sign-in to ${wishes.organisation}`, value });
    }
  } else if ((await listOrganisations(database)).length === 0 || (await isSampleUnfinished(database))) {
    const { geocoder } = await roadsOf(platform);
    await loadSample({ database, geocoder, clock, files: platform.files, progress });
  }
  const sample = (await listOrganisations(database)).find(({ kind }) => kind === 'sandbox');
  if (sample)
    lines.push({
      name: 'Sign-in',
      value: `${SAMPLE_SIGN_IN.email} with ${SAMPLE_SIGN_IN.password} (${sample.name}, a sandbox: it writes to nobody)`,
    });
  if (sample) lines.push(...(await sampleLinks(platform, sample.id, url)));
  lines.push({ name: 'API reference', value: `${url}/api/reference` });
  return { links: lines, sample: sample !== undefined };
}

/** The tracker of one job and a code that pairs one phone, so that every app can be looked at at once. */
async function sampleLinks({ database }: Platform, organisationId: string, url: string): Promise<StartLine[]> {
  return database.transact({ organisationId, actor: SYSTEM }, async (work) => {
    const dispatched = await findJobs(work, { state: ['dispatched', 'on_route', 'arrived', 'completed'], limit: 1 });
    const [job] = dispatched.rows.length > 0 ? dispatched.rows : (await findJobs(work, { limit: 1 })).rows;
    const operators = (await listOperators(work)).filter(({ active }) => active);
    const operator = operators.find(({ devices }) => devices.length === 0) ?? operators[0];
    const lines: StartLine[] = [];
    if (job)
      lines.push({ name: 'Customer Tracker', value: `${url}/track/${(await createTrackerLink(work, job.id)).token}` });
    if (operator) {
      const { code } = await createPairingCode(work, operator.id);
      lines.push({ name: 'Operator App', value: `${url}/operator/?code=${encodeURIComponent(code)}` });
      lines.push({ name: 'Pairing code', value: `${code} (pairs a phone with ${operator.name}, within the hour)` });
    }
    return lines;
  });
}
