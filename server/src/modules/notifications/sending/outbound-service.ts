import type { Channel, OrganisationKind } from '@roundsman/delivery-rules';
import { failed, type HandOverResult } from '@roundsman/message-delivery';

import type { Database, JsonObject, Work } from '../../../platform/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { getOrganisation, listOrganisations, type OrganisationRow } from '../../accounts/index.ts';
import { SEND_TASKS } from './queue-for-sending.ts';
import { recordHandOver } from './record-hand-over.ts';
import { resumeLeftBehind } from './resume-left-behind.ts';
import { type TakenMessage, takeForSending } from './take-for-sending.ts';

/** What a channel's service brings: its providers and how a message is put to them. */
export interface Outbound {
  readonly channel: Channel;
  /** The provider's name, by the kind of organisation. */
  readonly providerName: Readonly<Record<OrganisationKind, string>>;
  /** Within `HAND_OVER_BUDGET_SECONDS`. */
  handOver(message: TakenMessage, organisation: OrganisationRow): Promise<HandOverResult>;
  /** In the unit that records the hand-over. */
  accepted?(work: Work, message: TakenMessage, provider: string, ids: readonly string[]): Promise<void>;
}

export interface OutboundOptions {
  readonly database: Database;
  /** 0 to 1: spreads retries. */
  readonly random: () => number;
  /** Told of every result of the live provider. */
  readonly onResult?: (result: HandOverResult) => void;
}

export const HAND_OVER_BUDGET_SECONDS = 30;
const HAND_OVERS_AT_ONCE = 5;

/** The two tasks of an outbound service: hand over what is queued, and look each minute for what was left behind. */
export function outboundTasks(options: OutboundOptions, outbound: Outbound): TaskHandler[] {
  const sendTask = SEND_TASKS[outbound.channel];
  return [
    { name: sendTask, run: (payload) => send(options, outbound, payload) },
    {
      name: `${sendTask}-left-behind`,
      schedule: '* * * * *',
      async run() {
        for (const { id } of await listOrganisations(options.database)) {
          await options.database.transact(actorOf(id, outbound), (work) => resumeLeftBehind(work, outbound.channel));
        }
      },
    },
  ];
}

/** Takes in one unit, hands over outside any, records each result in a unit of its own. Run twice it does nothing twice. */
async function send(options: OutboundOptions, outbound: Outbound, payload: JsonObject): Promise<void> {
  const { organisationId, messageIds } = payload as { organisationId: string; messageIds: string[] };
  const scope = actorOf(organisationId, outbound);
  const { organisation, taken } = await options.database.transact(scope, async (work) => {
    const organisation = await getOrganisation(work);
    const provider = outbound.providerName[organisation.kind];
    return { organisation, taken: await takeForSending(work, outbound.channel, messageIds, provider) };
  });
  const waiting = taken.values();
  const handOverInTurn = async () => {
    for (const message of waiting) await handOverOne(options, outbound, organisation, message);
  };
  await Promise.all(Array.from({ length: HAND_OVERS_AT_ONCE }, handOverInTurn));
}

async function handOverOne(
  { database, random, onResult }: OutboundOptions,
  outbound: Outbound,
  organisation: OrganisationRow,
  message: TakenMessage,
): Promise<void> {
  const result = await outbound
    .handOver(message, organisation)
    .catch((error: Error) => failed('unreachable', `The adapter failed: ${error.message}`, true));
  if (organisation.kind === 'live') onResult?.(result);
  await database.transact(actorOf(organisation.id, outbound), async (work) => {
    await recordHandOver(work, message.id, message.attempt, result, random);
    if (result.outcome !== 'accepted') return;
    const provider = outbound.providerName[organisation.kind];
    await outbound.accepted?.(work, message, provider, result.providerMessageIds);
  });
}

const actorOf = (organisationId: string, { channel }: Outbound) =>
  ({ organisationId, actor: { kind: 'system', id: `outbound-${channel}` } }) as const;
