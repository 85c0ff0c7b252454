import { operatorEndpoints } from '@roundsman/api-contract';
import { serviceDateAt } from '@roundsman/delivery-rules';
import { listBranches, readClock } from '../modules/accounts/index.ts';
import type { DevicePrincipal } from '../modules/fleet/index.ts';
import {
  itinerariesOfJobs,
  itinerariesOfOperator,
  markChatRead,
  readCrewItineraries,
  readOperatorChat,
} from '../modules/itineraries/index.ts';
import { type EventRecord, newestSeq, newestSeqBefore, readEvents } from '../platform/event-log/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from '../platform/index.ts';

/** The log reaches back as far as the public feed does; before it a device begins anew. */
const KEPT_DAYS = 30;
const EVENTS_AT_ONCE = 500;

/** The crew's day by deltas, and the words between desk and crew. */
export function serveChanges(door: OpenDoor<DevicePrincipal>, { cursors, follower }: Platform): void {
  door.serve(operatorEndpoints.changes, async ({ query, principal, read, receivedAt, signal }) => {
    const { organisationId, operatorId } = principal;
    if (query.after === undefined)
      return read(async (work) => {
        const seq = await newestSeq(work);
        const day = await readDay(work, operatorId);
        return {
          ...day,
          gone: [],
          chat: await readOperatorChat(work, operatorId),
          next: cursors.encode(organisationId, seq),
          more: false,
        };
      });
    const after = cursors.decode(organisationId, query.after);
    if (after === null) throw cursorInvalid();
    const oldest = new Date(receivedAt.getTime() - KEPT_DAYS * 86_400_000);
    if (after < (await read((work) => newestSeqBefore(work, oldest)))) throw cursorExpired();
    const look = () => read((work) => changesSince(work, operatorId, after));
    let found = await look();
    if (!found.touched && query.waitSeconds) {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(query.waitSeconds * 1000)]);
      for await (const events of follower.follow(organisationId, found.seq, patience)) {
        if (events.length === 0) continue;
        found = await look();
        if (found.touched) break;
      }
    }
    const { touched: _touched, seq, ...changes } = found;
    return { ...changes, next: cursors.encode(organisationId, seq) };
  });

  door.serve(operatorEndpoints.chat, ({ principal, read }) =>
    read(async (work) => ({ rows: await readOperatorChat(work, principal.operatorId) })),
  );
  door.serve(operatorEndpoints.chatRead, ({ principal, unitOfWork }) =>
    unitOfWork(async (work) => ({ read: await markChatRead(work, { operatorId: principal.operatorId }) })),
  );
}

async function readDay(work: ReadWork, operatorId: string) {
  const { businessNow, speed } = await readClock(work);
  const [branch] = await listBranches(work);
  const serviceDate = serviceDateAt(businessNow, branch?.timeZone ?? 'UTC');
  return {
    serverNow: work.recordedAt.toISOString(),
    businessNow: businessNow.toISOString(),
    speed,
    serviceDate,
    itineraries: await readCrewItineraries(work, operatorId, serviceDate),
  };
}

/** Itineraries whose own events, or whose jobs' events, came after the cursor. What is told is what stands now. */
async function changesSince(work: ReadWork, operatorId: string, after: number) {
  const events = await readEvents(work, after, EVENTS_AT_ONCE);
  const { itineraries, ...day } = await readDay(work, operatorId);
  const touched = new Set(idsOf(events, 'itinerary'));
  for (const id of await itinerariesOfJobs(work, idsOf(events, 'job'))) touched.add(id);
  const own = await itinerariesOfOperator(work, operatorId);
  const shown = new Set(itineraries.map(({ id }) => id));
  const gone = own.map(({ itineraryId }) => itineraryId).filter((id) => touched.has(id) && !shown.has(id));
  const told = new Set(events.filter(({ type }) => type === 'crew.told').map(({ data }) => data.messageId));
  const chat = told.size === 0 ? [] : (await readOperatorChat(work, operatorId)).filter(({ id }) => told.has(id));
  const changed = itineraries.filter(({ id }) => touched.has(id));
  return {
    ...day,
    itineraries: changed,
    gone,
    chat,
    seq: events.at(-1)?.seq ?? after,
    more: events.length === EVENTS_AT_ONCE,
    touched: changed.length + gone.length + chat.length > 0,
  };
}

const idsOf = (events: readonly EventRecord[], kind: string): string[] => [
  ...new Set(events.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id)),
];

function cursorInvalid(): Problem {
  const message = 'This cursor is not one of ours';
  const fields = [{ field: 'query.after', code: 'cursor_invalid', message, remedy: 'Begin without one.' }];
  return new Problem({ status: 422, code: 'cursor_invalid', title: message, fields });
}

function cursorExpired(): Problem {
  return new Problem({
    status: 410,
    code: 'cursor_expired',
    title: 'The log no longer reaches back to this cursor',
    remedy: 'Begin without one.',
  });
}
