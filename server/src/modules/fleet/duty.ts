import type { DutyKind } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { newId, type Work } from '../../platform/index.ts';
import { dutyEvents } from './schema.ts';

export interface DutyChange {
  readonly operatorId: string;
  readonly deviceId: string;
  readonly kind: DutyKind;
  readonly commandId: string;
  readonly happenedAt: Date;
  readonly point: LonLat | null;
}

/** Clock in, break, clock out. */
export async function recordDuty(work: Work, change: DutyChange): Promise<void> {
  const { operatorId, deviceId, kind, commandId, happenedAt, point } = change;
  await work.db.insert(dutyEvents).values({
    organisationId: work.organisationId,
    id: newId(),
    operatorId,
    deviceId,
    kind,
    commandId,
    happenedAt,
    recordedAt: work.recordedAt,
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
  });
  work.emit({
    type: 'operator.duty_changed',
    subject: { kind: 'operator', id: operatorId },
    occurredAt: happenedAt,
    data: { change: kind },
  });
}
