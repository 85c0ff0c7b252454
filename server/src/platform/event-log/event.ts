import type { Actor } from '../database/work.ts';
import type { JsonObject, JsonValue } from '../json.ts';

export interface EventSubject {
  readonly kind: string;
  readonly id: string;
}

/** A fact to append: ids, states, numbers and names of changed fields in `data`, never personal data. */
export interface NewEvent {
  readonly type: string;
  readonly subject: EventSubject;
  /** Business time; the unit's `now` unless said, never later than it. */
  readonly occurredAt?: Date;
  readonly data?: Readonly<Record<string, JsonValue>>;
}

/** A fact as it stands in the organisation's log. */
export interface EventRecord {
  readonly organisationId: string;
  /** Gapless within the organisation, in commit order. */
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly subject: EventSubject;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly actor: Actor;
  readonly data: JsonObject;
}
