import type { Channel } from '@roundsman/delivery-rules';
import { failed } from '@roundsman/message-delivery';

import type { JsonObject } from '../../../platform/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { getOrganisation, listOrganisations, type OrganisationRow } from '../../accounts/index.ts';
import { type Leaving, markLeaving } from './in-doubt/mark-leaving.ts';
import { resumeLeftBehind } from './in-doubt/resume-left-behind.ts';
import { inGroups } from './in-groups.ts';
import { actorOf, type Leave, type Outbound, type OutboundOptions, type Outcome } from './outbound.ts';
import { SEND_TASKS, URGENT_SEND_TASKS } from './queue-for-sending.ts';
import { recordOutcomes } from './record-hand-over.ts';
import { type TakenMessage, takeForSending } from './take-for-sending.ts';

const HAND_OVERS_AT_ONCE = 10;
const MOST_ORGANISATIONS = 1_000;

/** Each channel has workers of its own, and its urgent messages again: neither a burst nor a slow provider keeps others waiting. */
const laneOf = (channel: Channel) => ({ name: `messages by ${channel}`, workers: 3 });
const urgentLaneOf = (channel: Channel) => ({ name: `urgent messages by ${channel}`, workers: 2 });

/** The tasks of an outbound service: hand over what is queued, urgent or not, and look each minute for what was left behind. */
export function outboundTasks(options: OutboundOptions, outbound: Outbound): TaskHandler[] {
  const { channel } = outbound;
  const sending = () => {
    const recordFor = openRecords(options, outbound);
    return (payload: JsonObject) => send(options, outbound, recordFor, payload);
  };
  return [
    { name: SEND_TASKS[channel], lane: laneOf(channel), run: sending() },
    {
      name: `${SEND_TASKS[channel]}-left-behind`,
      schedule: '* * * * *',
      async run() {
        for (const { id } of await listOrganisations(options.database)) {
          await resumeLeftBehind(options, outbound, id);
        }
      },
    },
    { name: URGENT_SEND_TASKS[channel], lane: urgentLaneOf(channel), run: sending() },
  ];
}

/** Takes in one unit, hands over outside any, records what has come of it as it comes. Run twice it does nothing twice. */
async function send(
  options: OutboundOptions,
  outbound: Outbound,
  recordFor: (organisationId: string) => Records,
  payload: JsonObject,
): Promise<void> {
  const { organisationId, messageIds } = payload as { organisationId: string; messageIds: string[] };
  const scope = actorOf(organisationId, outbound.channel);
  const { organisation, taken } = await options.database.transact(scope, async (work) => {
    const organisation = await getOrganisation(work);
    return { organisation, taken: await takeForSending(work, outbound, organisation.kind, messageIds) };
  });
  const record = recordFor(organisationId);
  const waiting = taken.values();
  const records: Promise<unknown>[] = [];
  const handOverInTurn = async () => {
    // The next one leaves while the last is being written down; a write that fails is seen below.
    for (const message of waiting) {
      const recorded = await handOverOne(options, outbound, organisation, message, record);
      recorded.written.catch(() => {});
      records.push(recorded.written);
    }
  };
  await Promise.all(Array.from({ length: HAND_OVERS_AT_ONCE }, handOverInTurn));
  await Promise.all(records);
}

/** What is written down of a hand-over: that it begins, and what came of it. */
type Entry = { readonly leaving: Leaving } | { readonly outcome: Outcome };
/** Answers, of what begins, whether it may. */
type Records = (entry: Entry) => Promise<boolean>;

/**
 * Who writes hand-overs down: one for each organisation, which all workers of a lane share. What ends and what begins
 * travel in the same commits, so that writing the beginning down costs few of its own.
 */
function openRecords({ database, random }: OutboundOptions, outbound: Outbound) {
  const records = new Map<string, Records>();
  return (organisationId: string) => {
    let record = records.get(organisationId);
    if (record === undefined) {
      if (records.size >= MOST_ORGANISATIONS) records.clear();
      record = inGroups<Entry, boolean>((entries) =>
        database.transact(actorOf(organisationId, outbound.channel), async (work) => {
          await recordOutcomes(
            work,
            outbound,
            entries.flatMap((entry) => ('outcome' in entry ? [entry.outcome] : [])),
            random,
          );
          // After the outcomes: those lock messages before attempts, as everybody does.
          const leavings = entries.flatMap((entry) => ('leaving' in entry ? [entry.leaving] : []));
          const mayLeave = await markLeaving(work, leavings);
          return entries.map((entry) => 'outcome' in entry || mayLeave.has(entry.leaving.messageId));
        }),
      );
      records.set(organisationId, record);
    }
    return record;
  };
}

async function handOverOne(
  { onResult }: OutboundOptions,
  outbound: Outbound,
  organisation: OrganisationRow,
  message: TakenMessage,
  record: Records,
): Promise<{ readonly written: Promise<unknown> }> {
  let stopped: Promise<unknown> | undefined;
  const leave: Leave = async (provider) => {
    const written = record({ leaving: { messageId: message.id, number: message.attempt, provider } });
    const mayLeave = await written.catch(() => false);
    if (!mayLeave) stopped = written;
    return mayLeave;
  };
  const handedOver = await outbound.handOver(message, organisation, leave).catch((error: Error) => ({
    result: failed('unreachable', `The adapter failed: ${error.message}`, true),
    provider: message.plan[0] ?? 'none',
    tries: [],
  }));
  // Somebody else has it by now, or nothing can be written down: it is found left behind.
  if (stopped !== undefined) return { written: stopped };
  if (organisation.kind === 'live') onResult?.(handedOver.result, organisation.id);
  return { written: record({ outcome: { message, ...handedOver } }) };
}
