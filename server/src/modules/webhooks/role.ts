import { openPoster } from '@roundsman/message-delivery';
import type { Database, Role, TaskHandler, Work } from '../../platform/index.ts';
import { listOrganisations } from '../accounts/index.ts';
import { actor, DELIVER_TASK, type DeliverOptions, serveEndpoint } from './deliver.ts';
import { webhooksReader } from './follow-log.ts';
import { eraseBodies, resumeDeliveries } from './tidy.ts';
import { openWebhookTools } from './tools.ts';

export const webhooksRole: Role = {
  name: 'webhooks',
  label: 'Webhooks',
  async start(platform) {
    const { database } = platform;
    const { seal, allowPrivate } = await openWebhookTools(platform);
    const poster = openPoster({ allowPrivate });
    return {
      readers: [webhooksReader],
      tasks: webhookTasks({ database, seal, poster, random: Math.random }),
      stop: async () => poster.close(),
    };
  },
};

export function webhookTasks(options: DeliverOptions): TaskHandler[] {
  const { database } = options;
  return [
    {
      name: DELIVER_TASK,
      run: ({ organisationId, endpointId }) => serveEndpoint(options, String(organisationId), String(endpointId)),
    },
    { name: 'webhooks.left-behind', schedule: '* * * * *', run: () => inEach(database, resumeDeliveries) },
    { name: 'webhooks.erase-bodies', schedule: '17 3 * * *', run: () => inEach(database, eraseBodies) },
  ];
}

async function inEach(database: Database, run: (work: Work) => Promise<void>): Promise<void> {
  for (const { id } of await listOrganisations(database)) {
    await database.transact({ organisationId: id, actor }, run);
  }
}
