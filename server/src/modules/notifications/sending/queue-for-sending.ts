import type { Channel, NotificationTrigger } from '@roundsman/delivery-rules';

import type { Work } from '../../../platform/index.ts';
import { TRIGGERS } from '../decide/triggers.ts';

/** The task by which each channel's service is asked to hand messages over. */
export const SEND_TASKS: Readonly<Record<Channel, string>> = {
  email: 'outbound-email.send',
  sms: 'outbound-sms.send',
  push: 'notifications.push',
};

/** The same for what cannot wait; it has workers of its own. */
export const URGENT_SEND_TASKS: Readonly<Record<Channel, string>> = {
  email: 'outbound-email.send-urgent',
  sms: 'outbound-sms.send-urgent',
  push: 'notifications.push-urgent',
};

/** The business timer that lets a message go which quiet hours held back. */
export const RELEASE_TIMER = 'notifications.release';

interface Queued {
  readonly id: string;
  readonly channel: Channel;
  readonly trigger: NotificationTrigger | null;
  readonly notBefore: Date | null;
}

const MESSAGES_OF_ONE_TASK = 25;
const ORDINARY = 10;

/** What is worth less with every minute: on the way, nearly there, arrived, late. */
export const isUrgent = (trigger: NotificationTrigger | null): boolean => priorityOf(trigger) === 0;

const priorityOf = (trigger: NotificationTrigger | null) => (trigger === null ? ORDINARY : TRIGGERS[trigger].priority);

/** Sends messages on their way: those held back get a timer, the others a few tasks, the urgent ones in their own lane. */
export async function queueForSending(work: Work, queued: readonly Queued[], runAt?: Date): Promise<void> {
  const held = queued.filter(({ notBefore }) => notBefore !== null && notBefore > work.now);
  await work.setTimers(
    held.map(({ id, channel, notBefore }) => ({
      kind: RELEASE_TIMER,
      key: id,
      dueAt: notBefore!,
      payload: { messageId: id, channel },
    })),
  );
  const lanes = Map.groupBy(
    queued.filter((message) => !held.includes(message)),
    ({ channel, trigger }) => `${channel} ${priorityOf(trigger)}`,
  );
  for (const [lane, members] of lanes) {
    const priority = Number(lane.split(' ')[1]);
    const { channel, trigger } = members[0]!;
    const task = isUrgent(trigger) ? URGENT_SEND_TASKS[channel] : SEND_TASKS[channel];
    for (let i = 0; i < members.length; i += MESSAGES_OF_ONE_TASK) {
      const messageIds = members.slice(i, i + MESSAGES_OF_ONE_TASK).map(({ id }) => id);
      const { organisationId } = work;
      const when = runAt === undefined ? {} : { runAt };
      await work.addTask(task, { organisationId, messageIds }, { priority, ...when });
    }
  }
}
