import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EdgeClock } from './clock.ts';
import type { ComponentGroup } from './components.ts';
import type { EdgeConfig } from './config.ts';
import { copyToHosts, type HostCopies, openHost } from './hosting/index.ts';
import type { Records } from './probes/index.ts';
import { keepPublished, openPublisher, type Publisher } from './status/index.ts';
import type { Store } from './store/index.ts';
import type { Channels } from './subscribers/index.ts';

export interface StatusPage {
  readonly page: { readonly name: string; readonly url: string };
  readonly publisher: Publisher;
  /** At the other hosts. */
  readonly copies: HostCopies;
  /** Writes what has changed; never throws. */
  refresh(): void;
}

export interface StatusPageParts {
  readonly config: EdgeConfig;
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly records: Records;
  readonly groups: readonly ComponentGroup[];
  readonly channels: Channels;
}

const STALE_AFTER_SECONDS = 60;

/** The files that the public reads, in this program's own folder and at every other host. */
export function openStatusPage({ config, store, clock, log, records, groups, channels }: StatusPageParts): StatusPage {
  const inDirectory = (name: string) => join(config.edgeDirectory, name);
  const page = { name: config.pageName, url: config.publicUrl };
  const publisher = openPublisher(inDirectory('public'), config.siteDirectory);
  const hosts = config.statusHosts.map((settings) => openHost(settings, inDirectory('copies'), clock));
  const copies = copyToHosts(hosts, clock, log);
  const source = { store, records, groups, page, channels: channels.open, staleAfterSeconds: STALE_AFTER_SECONDS };
  const keeper = keepPublished(source, publisher, clock, (isNews) => {
    if (hosts.length > 0) copies.offer(publisher.files(), isNews);
  });
  return {
    page,
    publisher,
    copies,
    refresh() {
      try {
        keeper.refresh();
      } catch (error) {
        // What was written is safe in the store; the files follow with the next round.
        log.error({ error }, 'the status files could not be written');
      }
    },
  };
}
