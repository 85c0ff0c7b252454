// A whole platform with one small role, in a process of its own, for tests that kill it: DATA_DIR names its folder.

import { defineEndpoint } from '@roundsman/api-contract';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { systemClock } from '../clock/index.ts';
import { readConfig } from '../config/index.ts';
import { openDoor, type Principal } from '../http/index.ts';
import { newId, openPlatform, type Role, runRoles } from '../index.ts';
import { openLog } from '../log/index.ts';
import { openSeal } from '../seal/index.ts';

const shared = { door: 'public', access: 'signed_in', summary: 'For the test' } as const;
const add = defineEndpoint({
  ...shared,
  id: 'things.add',
  method: 'POST',
  path: '/things',
  body: z.object({ number: z.int() }),
  answer: z.object({ number: z.int() }),
});
const pause = defineEndpoint({
  ...shared,
  id: 'things.pause',
  method: 'POST',
  path: '/pause',
  answer: z.object({ rested: z.boolean() }),
});

/** Each bearer token is an organisation's id. Things are events; the reader counts each of them as a business timer. */
const things: Role = {
  name: 'things',
  label: 'Things',
  async start({ http, database }) {
    const door = openDoor<Principal>(http, {
      door: 'public',
      database,
      seal: openSeal(Buffer.alloc(32), 'test'),
      gate: {
        authenticate: async ({ bearer }) =>
          bearer === null || bearer === '' ? null : { kind: 'system', id: 'test', organisationId: bearer },
        authorise: () => true,
      },
    });
    door.serve(add, (request) =>
      request.unitOfWork(async (work) => {
        const { number } = request.body;
        work.emit({ type: 'thing.added', subject: { kind: 'thing', id: newId() }, data: { number } });
        await work.addTask('count', { number });
        return { number };
      }),
    );
    door.serve(pause, async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return { rested: true };
    });
    return {
      readers: [
        {
          name: 'counter',
          async handle(work, events) {
            for (const event of events) {
              await work.db.execute(sql`
                INSERT INTO business_timers (organisation_id, kind, key, due_at, failures)
                VALUES (${work.organisationId}, 'counted', ${String(event.data.number)}, '2099-01-01', 1)
                ON CONFLICT (organisation_id, kind, key) DO UPDATE SET failures = business_timers.failures + 1`);
            }
          },
        },
      ],
      tasks: [{ name: 'count', run: async () => {} }],
    };
  },
};

const config = readConfig({ ...process.env, PORT: '0' }, ['things']);
const platform = await openPlatform({ config, clock: systemClock, log: openLog('silent'), project: '/nonexistent' });
const running = await runRoles(platform, [things]);
const organisationId = newId();
await platform.database.asInstallation((db) =>
  db.execute(sql`
    INSERT INTO organisations (id, short_id, name, kind, currency, locale, time_zone, created_at)
    VALUES (${organisationId}, ${organisationId.slice(-8)}, 'Small', 'live', 'EUR', 'en', 'Europe/Vaduz', ${systemClock.now().toISOString()})`),
);
const url = await platform.http.app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ url, organisationId });
async function stop(): Promise<void> {
  await running.stop();
  await platform.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
