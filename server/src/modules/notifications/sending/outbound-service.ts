import type { Channel, OrganisationKind } from '@roundsman/delivery-rules';
import { failed, type HandOverResult, type ProviderTry } from '@roundsman/message-delivery';

import type { Database, JsonObject, Work } from '../../../platform/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { getOrganisation, listOrganisations, type OrganisationRow } from '../../accounts/index.ts';
import { inGroups } from './in-groups.ts';
import { SEND_TASKS, URGENT_SEND_TASKS } from './queue-for-sending.ts';
import { recordHandOvers } from './record-hand-over.ts';
import { resumeLeftBehind } from './resume-left-behind.ts';
import { type Candidate, type TakenMessage, takeForSending } from './take-for-sending.ts';

/** What came of handing one message over: by whom, after which tries, for how much. */
export interface HandedOver {
  readonly result: HandOverResult;
  /** Who gave the result. */
  readonly provider: string;
  readonly tries: readonly ProviderTry[];
  /** Millionths of the currency's unit; none where no price is known. */
  readonly cost?: { readonly micros: number; readonly currency: string };
  /** As it was sent, where that differs from what was expected. */
  readonly segments?: number;
}

/** One message with what came of it. */
export interface Outcome extends HandedOver {
  readonly message: TakenMessage;
}

/** What a channel's service brings: its providers and how a message is put to them. */
export interface Outbound {
  readonly channel: Channel;
  /** Names of the providers to try, in order, chosen before the attempt is marked; empty when none may send there. */
  plan(candidate: Candidate, kind: OrganisationKind): readonly string[];
  /** Within `HAND_OVER_BUDGET_SECONDS`. */
  handOver(message: TakenMessage, organisation: OrganisationRow): Promise<HandedOver>;
  /** A second message with the same key is dropped by that provider. */
  takesIdempotencyKeys(provider: string): boolean;
  /** Those of the addresses that may get nothing. */
  readUnreachable?(work: Work, addresses: readonly string[]): Promise<ReadonlySet<string>>;
  /** In the unit that records the hand-overs. */
  accepted?(work: Work, outcomes: readonly Outcome[]): Promise<void>;
}

export interface OutboundOptions {
  readonly database: Database;
  /** 0 to 1: spreads retries. */
  readonly random: () => number;
  /** Told of every result of the live providers. */
  readonly onResult?: (result: HandOverResult, organisationId: string) => void;
}

export const HAND_OVER_BUDGET_SECONDS = 30;
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
          await options.database.transact(actorOf(id, channel), (work) => resumeLeftBehind(work, outbound));
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
  recordFor: (organisationId: string) => (outcome: Outcome) => Promise<void>,
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
  const records: Promise<void>[] = [];
  const handOverInTurn = async () => {
    // The next one leaves while the last is being written down; a write that fails is seen below.
    for (const message of waiting) {
      const recorded = record(await handOverOne(options, outbound, organisation, message));
      recorded.catch(() => {});
      records.push(recorded);
    }
  };
  await Promise.all(Array.from({ length: HAND_OVERS_AT_ONCE }, handOverInTurn));
  await Promise.all(records);
}

/** Who writes down what came of hand-overs: one for each organisation, which all workers of a lane share. */
function openRecords({ database, random }: OutboundOptions, outbound: Outbound) {
  const records = new Map<string, (outcome: Outcome) => Promise<void>>();
  return (organisationId: string) => {
    let record = records.get(organisationId);
    if (record === undefined) {
      if (records.size >= MOST_ORGANISATIONS) records.clear();
      record = inGroups<Outcome, void>((outcomes) =>
        database.transact(actorOf(organisationId, outbound.channel), async (work) => {
          const moved = await recordHandOvers(work, outcomes, random);
          const accepted = moved.filter(({ result }) => result.outcome === 'accepted');
          if (accepted.length > 0) await outbound.accepted?.(work, accepted);
          return [];
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
): Promise<Outcome> {
  const handedOver = await outbound.handOver(message, organisation).catch((error: Error) => ({
    result: failed('unreachable', `The adapter failed: ${error.message}`, true),
    provider: message.plan[0] ?? 'none',
    tries: [],
  }));
  if (organisation.kind === 'live') onResult?.(handedOver.result, organisation.id);
  return { message, ...handedOver };
}

export const actorOf = (organisationId: string, channel: Channel) =>
  ({ organisationId, actor: { kind: 'system', id: `outbound-${channel}` } }) as const;
