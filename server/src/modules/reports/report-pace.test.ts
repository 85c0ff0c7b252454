import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { branches } from '../accounts/schema.ts';
import { itineraries, stops } from '../itineraries/schema.ts';
import { makeSmallDay, type SmallDay } from '../itineraries/testing/index.ts';
import { reportPace } from './index.ts';

describe('the pace in the reports', () => {
  let test: TestDatabase;
  let day: SmallDay;
  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  it('is as planned, and says so, where nothing is recorded', async () => {
    const organisationId = await createTestOrganisation(test);
    const pace = await test.database.read(organisationId, reportPace);
    expect(pace).toMatchObject({ days: 60, service: { overall: { factor: 1, samples: 0 }, rows: [], error: null } });
  });

  it('comes from what crews did: work by the first action, drives by the hour they left', async () => {
    await day.transact(async (work) => {
      const { organisationId } = work;
      const [branch] = await work.db.select().from(branches);
      const at = (minutes: number) => new Date(work.now.getTime() + minutes * 60_000);
      const itineraryId = newId();
      await work.db.insert(itineraries).values({
        ...{ organisationId, id: itineraryId, code: 'R1', branchId: branch!.id, serviceDate: '2027-03-10' },
        ...{ state: 'finished', plannedDepartureAt: at(0), plannedFinishAt: at(60) },
        ...{ createdAt: work.recordedAt, updatedAt: work.recordedAt },
      });
      await work.db.insert(stops).values({
        ...{ organisationId, id: newId(), itineraryId, position: 1, kind: 'job', jobId: day.jobIds[0]!, state: 'done' },
        ...{ plannedArrivalAt: at(10), plannedServiceAt: at(10), plannedDepartureAt: at(20) },
        ...{ serviceSeconds: 600, legSeconds: 600, legDistanceMeters: 5000 },
        // Ten minutes were planned for each: the drive took twenty, the work fifteen.
        ...{ leftAt: at(0), arrivedAt: at(20), finishedAt: at(35) },
      });
    });
    const { service, drive } = await day.transact(reportPace);
    expect(service.rows).toEqual([{ key: 'delivery', samples: 1, factor: expect.closeTo(1.046, 2) }]);
    expect(drive.rows).toEqual([{ key: '06', samples: 1, factor: expect.closeTo(1.093, 2) }]);
  });
});
