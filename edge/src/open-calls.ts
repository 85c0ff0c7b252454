import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  type Alerts,
  type Contact,
  contactsOf,
  findConditions,
  newAlertSecret,
  openAlerts,
  tellAlerts,
} from './alerts/index.ts';
import type { EdgeClock } from './clock.ts';
import type { EdgeConfig } from './config.ts';
import { keptSecret } from './kept-secret.ts';
import type { Monitor } from './open-monitor.ts';
import type { StatusPage } from './open-status-page.ts';
import type { Store } from './store/index.ts';
import type { Channels, SubscriptionTokens } from './subscribers/index.ts';

/** Who is called when the monitor cannot settle something by itself. */
export interface Calls {
  readonly alerts: Alerts;
  readonly contacts: readonly Contact[];
  /** Looks, calls and reminds until the signal stops it. */
  run(stop: AbortSignal): Promise<void>;
}

export interface CallParts {
  readonly config: EdgeConfig;
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly channels: Channels;
  readonly tokens: SubscriptionTokens;
  readonly page: StatusPage['page'];
  readonly monitor: Monitor;
  /** Everything that people outside can depend on. */
  readonly components: readonly string[];
  nameOf(componentId: string): string;
  isActing(): boolean;
  /** No word of the other edge programs. */
  isCutOff(): boolean;
}

/** Warns when there is nobody to call. */
export function openCalls(parts: CallParts): Calls {
  const { config, store, clock, log, monitor, isActing, isCutOff } = parts;
  const { drafts, watch, trouble, fleet, watcher } = monitor;
  const contacts = contactsOf(config.alertContacts);
  // Of the sample nobody wants to be called; what it prints at its start is for people.
  if (contacts.length === 0 && !config.sample)
    log.warn(
      'nobody is called when something is wrong: EDGE_ALERT_EMAIL, EDGE_ALERT_SMS and EDGE_ALERT_WEBHOOK are not set',
    );
  const alerts = openAlerts({ store, clock, contacts, reminderMs: config.alertReminderMinutes * 60_000 });
  const secret =
    config.alertWebhookSecret ?? keptSecret(join(config.edgeDirectory, 'alert-webhook-secret'), newAlertSecret);
  const find = (at: Date) =>
    findConditions(
      {
        store,
        clock,
        watch,
        trouble,
        components: parts.components,
        ports: () => fleet.view().ports,
        drafts: drafts.list,
        blindSinceMs: watcher.blindSinceMs,
        nameOf: parts.nameOf,
      },
      at,
    );
  return {
    alerts,
    contacts,
    run: (stop) =>
      tellAlerts(
        {
          store,
          clock,
          log,
          alerts,
          channels: parts.channels,
          tokens: parts.tokens,
          page: parts.page,
          secret,
          // The draft first: whoever is called finds it waiting.
          prepare: (at) => {
            if (isActing()) drafts.look(at);
          },
          find,
          isTelling: () => isActing() || isCutOff(),
        },
        stop,
      ),
  };
}
