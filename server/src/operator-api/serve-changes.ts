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
import { newestSeq, newestSeqBefore, readEvents } from '../platform/event-log/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from '../platform/index.ts';
import { type Addressees, subjectsOf } from './addressees.ts';

/** The log reaches back as far as the public feed does; before it a device begins anew. */
const KEPT_DAYS = 30;
const EVENTS_AT_ONCE = 500;

/** The crew's day by deltas, and the words between desk and crew. */
export function serveChanges(
  door: OpenDoor<DevicePrincipal>,
  { cursors, follower }: Platform,
  addressees: Addressees,
): void {
  door.serve(operatorEndpoints.changes, async ({ query, principal, read, receivedAt, signal }) => {
    const { organisationId, operatorId } = principal;
    if (query.after === undefined)
      return read(async (work) => {
        const seq = await newestSeq(work);
        const day = await readClockOfDay(work);
        return {
          ...day,
          itineraries: await readCrewItineraries(work, operatorId, day.serviceDate),
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
    let found = await read((work) => changesSince(work, operatorId, after));
    let { seq } = found;
    if (!found.touched && query.waitSeconds) {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(query.waitSeconds * 1000)]);
      for await (const events of follower.follow(organisationId, seq, patience)) {
        if (events.length === 0) continue;
        const before = seq;
        seq = Math.max(seq, events.at(-1)!.seq);
        if (!(await addressees(read, events)).has(operatorId)) continue;
        found = await read((work) => changesSince(work, operatorId, before));
        seq = found.seq;
        if (found.touched) break;
      }
      // Devices set their clocks by it: not that of before the wait.
      if (!found.touched) found = { ...found, ...(await read(readClockOfDay)) };
    }
    const { touched: _touched, ...changes } = found;
    return { ...changes, next: cursors.encode(organisationId, seq) };
  });

  door.serve(operatorEndpoints.chat, ({ principal, read }) =>
    read(async (work) => ({ rows: await readOperatorChat(work, principal.operatorId) })),
  );
  door.serve(operatorEndpoints.chatRead, ({ principal, unitOfWork }) =>
    unitOfWork(async (work) => ({ read: await markChatRead(work, { operatorId: principal.operatorId }) })),
  );
}

export async function readClockOfDay(work: ReadWork) {
  const { businessNow, speed } = await readClock(work);
  const [branch] = await listBranches(work);
  return {
    serverNow: work.recordedAt.toISOString(),
    businessNow: businessNow.toISOString(),
    speed,
    serviceDate: serviceDateAt(businessNow, branch?.timeZone ?? 'UTC'),
  };
}

/** Itineraries whose own events, or whose jobs' events, came after the cursor. What is told is what stands now. */
async function changesSince(work: ReadWork, operatorId: string, after: number) {
  const events = await readEvents(work, after, EVENTS_AT_ONCE);
  const touched = new Set(subjectsOf(events, 'itinerary'));
  for (const id of await itinerariesOfJobs(work, subjectsOf(events, 'job'))) touched.add(id);
  const own = (await itinerariesOfOperator(work, operatorId)).filter(({ itineraryId }) => touched.has(itineraryId));
  const day = await readClockOfDay(work);
  // Most of what happens is somebody else's, and a day is dear to read.
  const shown = own.length === 0 ? [] : await readCrewItineraries(work, operatorId, day.serviceDate);
  const isShown = new Set(shown.map(({ id }) => id));
  const gone = own.map(({ itineraryId }) => itineraryId).filter((id) => !isShown.has(id));
  const told = new Set(events.filter(({ type }) => type === 'crew.told').map(({ data }) => data.messageId));
  const chat = told.size === 0 ? [] : (await readOperatorChat(work, operatorId)).filter(({ id }) => told.has(id));
  const itineraries = shown.filter(({ id }) => touched.has(id));
  return {
    ...day,
    itineraries,
    gone,
    chat,
    seq: events.at(-1)?.seq ?? after,
    more: events.length === EVENTS_AT_ONCE,
    touched: itineraries.length + gone.length + chat.length > 0,
  };
}

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
