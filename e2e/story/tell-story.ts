import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  apiKey,
  createClient,
  importEndpoints,
  itineraryEndpoints,
  jobEndpoints,
  memberSession,
  merchantEndpoints,
  organisationEndpoints,
  planEndpoints,
  RefusedError,
  reportEndpoints,
  webhookEndpoints,
} from '@roundsman/client';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { eventually, expect, type Steps } from './steps.ts';
import { tellCrew } from './tell-crew.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const SCOPES = [
  'organisation:read',
  'clock:write',
  'fleet:read',
  'pairing:write',
  'jobs:read',
  'jobs:write',
  'imports:write',
  'plans:read',
  'plans:write',
  'itineraries:read',
  'itineraries:write',
  'messages:read',
  'webhooks:read',
  'webhooks:write',
  'reports:read',
  'events:read',
] as const;
const PLAN_SECONDS = 15;
const sampleFolder = join(import.meta.dirname, '..', '..', 'sample');

/** The whole story over the public doors: what is printed was read back through an API, not remembered. */
export async function tellStory(url: string, steps: Steps): Promise<void> {
  const session = memberSession({ origin: url });
  await steps.must('sign in', async () => {
    const { member, organisation } = await session.signIn(SAMPLE_SIGN_IN.email, SAMPLE_SIGN_IN.password);
    return { value: member, saw: `${member.name} of ${organisation.name}` };
  });
  const client = await steps.must('an API key', async () => {
    const key = await createClient({ edges: [url], session }).call(organisationEndpoints.createApiKey, {
      body: { name: 'Story', scopes: [...SCOPES] },
    });
    return {
      value: createClient({ edges: [url], session: apiKey(key.secret) }),
      saw: `${key.prefix}… with ${key.scopes.length} scopes`,
    };
  });
  const organisation = await steps.must('the organisation', async () => {
    const value = await client.call(organisationEndpoints.get);
    expect(value.kind === 'sandbox', 'it is no sandbox: the story would tell real people');
    return { value, saw: `${value.name}, ${value.clock.businessDate}, roads by ${value.services.roads}` };
  });
  const serviceDate = organisation.clock.businessDate;

  const receiver = await WebhookReceiver.open();
  try {
    await steps.step('a webhook', async () => {
      const endpoint = await client.call(webhookEndpoints.create, {
        body: { url: receiver.url, types: ['job.*', 'itinerary.dispatched'] },
      });
      receiver.secret = endpoint.secret;
      return { value: endpoint.id, saw: `${endpoint.state}, to ${endpoint.url}` };
    });

    await steps.step('a malformed file is refused', async () => {
      const answer = await client
        .call(importEndpoints.create, {
          query: { fileName: 'broken.csv' },
          body: { bytes: 'reference_id,name\n"never closed,\n', contentType: 'text/csv' },
        })
        .then(
          (batch) => ({ code: `kept ${batch.unreadableRows} unreadable rows`, dropped: batch.id }),
          (error: unknown) => ({ code: error instanceof RefusedError ? error.code : 'no answer', dropped: null }),
        );
      if (answer.dropped) await client.call(importEndpoints.drop, { params: { importId: answer.dropped } });
      expect(answer.code !== 'no answer', 'it was not answered');
      return { value: true, saw: answer.code };
    });

    await steps.step('import by Cigo’s columns', async () => {
      const bytes = await readFile(join(sampleFolder, 'morning-cigo.csv'), 'utf8');
      const { rows: merchants } = await client.call(merchantEndpoints.list);
      const merchant = merchants.find(({ code }) => code === 'GW') ?? merchants[0]!;
      const batch = await client.call(importEndpoints.create, {
        query: { fileName: 'morning-cigo.csv', format: 'cigo', serviceDate, merchantId: merchant.id },
        body: { bytes, contentType: 'text/csv' },
      });
      const staged = await client.call(importEndpoints.stage, { params: { importId: batch.id } });
      const read = await client.call(importEndpoints.get, { params: { importId: batch.id } });
      expect(
        read.stagedJobs > 0 && read.stagedJobs === staged.stagedJobs,
        `${read.stagedJobs} of ${read.rowCount} rows are staged`,
      );
      return {
        value: read,
        saw: `${read.rowCount} rows, ${read.stagedJobs} staged, ${read.byFault.reduce((sum, { count }) => sum + count, 0)} faults shown`,
      };
    });

    await steps.step('fix a row by moving its pin', async () => {
      const { rows } = await client.call(jobEndpoints.list, {
        query: { state: ['staging'], fault: 'address_not_found', limit: 1 },
      });
      const [lost] = rows;
      expect(lost !== undefined, 'no staged job has an unknown address');
      const depot = organisation.map.bounds;
      const pin = { lon: 9.5209, lat: 47.141 };
      expect(pin.lon > depot.southWest.lon, 'the pin is off the map');
      await client.call(jobEndpoints.update, { params: { jobId: lost.id }, body: { pin } });
      const fixed = await client.call(jobEndpoints.get, { params: { jobId: lost.id } });
      expect(fixed.address.confidence === 'pinned', `its address is ${fixed.address.confidence}`);
      return { value: fixed, saw: `${fixed.code} lies where the pin is; ${fixed.faults.length} faults left` };
    });

    await steps.must('release in bulk', async () => {
      const ids: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await client.call(jobEndpoints.list, {
          query: { state: ['staging'], serviceDate, limit: 500, ...(after ? { after } : {}) },
        });
        ids.push(...page.rows.map(({ id }) => id));
        if (page.next === null) break;
        after = page.next;
      }
      const { results } = ids.length > 0 ? await client.call(jobEndpoints.release, { body: { ids } }) : { results: [] };
      const { byState } = await client.call(jobEndpoints.counts, { query: { serviceDate } });
      expect(byState.new + byState.scheduled + byState.dispatched > 0, 'nothing is released');
      const refused = results.filter(({ done }) => !done);
      expect(
        refused.every(({ problem }) => problem !== undefined),
        'a refusal without a reason',
      );
      return {
        value: results,
        saw: `${results.length - refused.length} released, ${refused.length} refused with reasons, ${byState.new} new`,
      };
    });

    const plan = await steps.must('plan the day', async () => {
      const started = await client.call(planEndpoints.start, {
        body: { serviceDate, limitSeconds: PLAN_SECONDS - 5, seed: 1 },
      });
      const read = () => client.call(planEndpoints.get, { params: { planId: started.id } });
      const done = await eventually(
        read,
        ({ state }) => state !== 'running',
        60,
        ({ state, progress }) => `it is ${state} at ${progress.share}`,
      );
      expect(done.state === 'done', `${done.state}: ${done.failure}`);
      expect(done.figures !== null && done.figures.placed > 0, 'nothing was placed');
      expect(
        done.figures.lateStops === 0 && done.figures.overloads.length === 0,
        `${done.figures.lateStops} windows broken, ${done.figures.overloads.length} overloads`,
      );
      expect(
        done.unplaced.every(({ reason, detail }) => reason !== '' && detail !== ''),
        'an unplaced job without a reason',
      );
      return {
        value: done,
        saw: `${done.figures.placed} of ${done.figures.jobs} jobs on ${done.figures.vehicles} vehicles in ${done.progress.elapsedSeconds.toFixed(1)} s, ${(done.figures.driveMeters / 1000).toFixed(0)} km, ${done.unplaced.length} unplaced with reasons`,
      };
    });

    await steps.step('price a move by hand, make it, take it back', async () => {
      const [from, to] = plan.routes.filter(({ stops }) => stops.some(({ kind }) => kind === 'job'));
      const stop = from?.stops.find(({ kind }) => kind === 'job');
      expect(from !== undefined && to !== undefined && stop?.jobId != null, 'there are no two routes');
      const before = from.stops[from.stops.indexOf(stop) - 1]?.id ?? null;
      const move = { jobId: stop.jobId, vehicleId: to.vehicleId, afterStopId: null };
      const priced = await client.call(planEndpoints.priceMove, { params: { planId: plan.id }, body: move });
      await client.call(planEndpoints.move, { params: { planId: plan.id }, body: move });
      const back = await client.call(planEndpoints.move, {
        params: { planId: plan.id },
        body: { jobId: stop.jobId, vehicleId: from.vehicleId, afterStopId: before },
      });
      expect(back.figures?.placed === plan.figures?.placed, 'the way back lost a job');
      return {
        value: priced,
        saw: `${Math.round(priced.driveSeconds / 60)} min, ${(priced.driveMeters / 1000).toFixed(1)} km, ${priced.broken.length} rules broken; and back`,
      };
    });

    await steps.must('apply', async () => {
      const { itineraryIds } = await client.call(planEndpoints.apply, { params: { planId: plan.id } });
      const { rows } = await client.call(itineraryEndpoints.list, { query: { serviceDate } });
      const own = rows.filter(({ id }) => itineraryIds.includes(id));
      const stops = own.reduce((sum, { progress }) => sum + progress.of, 0);
      expect(
        stops === plan.figures?.placed,
        `${stops} visits stand on itineraries, ${plan.figures?.placed} were planned`,
      );
      return { value: own, saw: `${own.length} itineraries with ${stops} visits` };
    });

    await steps.must('dispatch', async () => {
      const { rows } = await client.call(itineraryEndpoints.list, { query: { serviceDate } });
      const drafts = rows.filter(({ state }) => state === 'draft').map(({ id }) => id);
      await client.call(itineraryEndpoints.dispatch, { body: { ids: drafts } });
      const after = (await client.call(itineraryEndpoints.list, { query: { serviceDate } })).rows;
      const dispatched = after.filter(({ state }) => state === 'dispatched');
      const promised = dispatched.flatMap(({ stops }) => stops.filter(({ promise }) => promise !== null)).length;
      expect(dispatched.length > 0 && promised > 0, `${dispatched.length} dispatched, ${promised} promises`);
      return { value: dispatched, saw: `${dispatched.length} itineraries, ${promised} promises made` };
    });

    await tellCrew(url, client, serviceDate, steps);

    await steps.step('webhooks received', async () => {
      const seen = await eventually(
        async () => receiver.received,
        (all) => all.some(({ type }) => type === 'job.completed'),
        30,
        (all) => `${all.length} came, none says job.completed`,
      );
      const wrong = seen.filter(({ verified }) => !verified);
      expect(wrong.length === 0, `${wrong.length} have a wrong signature`);
      return { value: seen, saw: `${seen.length} deliveries, every signature verified` };
    });

    await steps.step('the day in figures', async () => {
      const report = await client.call(reportEndpoints.day, { query: { serviceDate } });
      expect(report.jobs.completed > 0, 'no job is completed');
      return {
        value: report,
        saw: `${report.jobs.completed} completed, ${report.jobs.dispatched} dispatched, ${Object.values(report.events).reduce((sum, count) => sum + count, 0)} events`,
      };
    });
  } finally {
    await receiver.close();
  }
}
