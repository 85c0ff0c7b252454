import type { Command, CrewItinerary, CrewStop } from '@roundsman/api-contract';
import type { OutboxEntry } from '@roundsman/client';
import type { CommandKind } from '@roundsman/delivery-rules';
import type { Line } from './load-list.ts';

/** A small tour for the tests: depot pickup, two jobs with a break between. */
export function line(id: string, change: Partial<Line> = {}): Line {
  return {
    id,
    kind: 'delivery',
    description: `Thing ${id}`,
    quantity: 2,
    unitWeightGrams: 1000,
    unitVolumeLitres: 10,
    handleSeconds: 60,
    barcode: null,
    orderNumber: null,
    fromLocationId: null,
    toLocationId: null,
    state: 'undetermined',
    quantities: { completed: 0, refused: 0, damaged: 0, missing: 0 },
    reason: null,
    onlyIfDelivered: null,
    ...change,
  };
}

export function jobStop(id: string, actions: Line[], change: Partial<CrewStop> = {}): CrewStop {
  return {
    ...bare(id, 'job'),
    jobId: `job-${id}`,
    jobState: 'dispatched',
    jobCode: `J-${id}`,
    job: {
      id: `job-${id}`,
      code: `J-${id}`,
      state: 'dispatched',
      contactName: 'Maria Beck',
      phone: null,
      address: {
        given: { street: 'Landstrasse', houseNumber: '12', postcode: '9494', city: 'Schaan', country: 'LI' },
        line: 'Landstrasse 12, 9494 Schaan',
        point: { lon: 9.5, lat: 47.1 },
        confidence: 'high',
        reason: null,
        access: { floor: null, lift: null, parking: null, note: null },
      },
      notes: '',
      serviceLevel: 'threshold',
      operatorsNeeded: 1,
      signatureRequired: false,
      actions,
      serviceSeconds: 300,
      attachments: [],
    },
    ...change,
  };
}

export function bare(id: string, kind: CrewStop['kind'], change: Partial<CrewStop> = {}): CrewStop {
  const at = '2026-11-23T08:00:00.000Z';
  return {
    id,
    kind,
    role: 'lead',
    jobId: null,
    locationId: null,
    label: id,
    point: null,
    arrival: at,
    serviceStart: at,
    departure: at,
    driveSeconds: 0,
    driveMeters: 0,
    waitSeconds: 0,
    load: { weightGrams: 0, volumeLitres: 0, pieces: 0 },
    window: null,
    lateSeconds: 0,
    position: 0,
    state: 'planned',
    jobState: null,
    jobCode: null,
    promise: null,
    eta: null,
    risk: 'none',
    arrivedAt: null,
    doneAt: null,
    job: null,
    ...change,
  };
}

export function tour(stops: CrewStop[], change: Partial<CrewItinerary> = {}): CrewItinerary {
  return {
    id: 'tour',
    code: 'I-1',
    serviceDate: '2026-11-23',
    branchId: 'b',
    state: 'dispatched',
    vehicleId: 'v',
    vehicleName: 'Vehicle 1',
    zone: 'Europe/Vaduz',
    anyStopOrder: false,
    aboard: [],
    departure: '2026-11-23T06:30:00.000Z',
    end: '2026-11-23T15:00:00.000Z',
    start: { lon: 9.5, lat: 47.1 },
    finish: null,
    returnDriveSeconds: 0,
    returnDriveMeters: 0,
    crew: [],
    revision: 1,
    acknowledgedRevision: null,
    stops,
    progress: { done: 0, failed: 0, of: stops.length, delaySeconds: 0 },
    startedAt: null,
    finishedAt: null,
    ...change,
  };
}

/** Entries of the outbox, numbered from 1 in their order. */
export function entries(
  ...commands: { kind: CommandKind; stopId?: string; payload?: Command['payload']; state?: OutboxEntry['state'] }[]
): OutboxEntry[] {
  return commands.map(({ kind, stopId = null, payload = {}, state = 'waiting' }, index) => ({
    command: {
      id: `c${index + 1}`,
      deviceSeq: index + 1,
      kind,
      itineraryId: 'tour',
      stopId,
      happenedAt: `2026-11-23T08:0${index}:00.000Z`,
      deviceAt: '2026-11-23T08:00:00.000Z',
      monotonicMilliseconds: 0,
      fix: null,
      payload,
    },
    filesToSend: [],
    refusedFiles: [],
    state,
    reason: null,
    acknowledged: false,
  }));
}
