import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { addAlertRoutes, shownToOperators } from './alerts/index.ts';
import { type EdgeClock, realClock } from './clock.ts';
import { allComponents, componentGroups } from './components.ts';
import type { EdgeConfig } from './config.ts';
import { addEmergencyRoutes } from './emergency/index.ts';
import {
  addFleetRoutes,
  addReportRoutes,
  newManifestKey,
  probeEdges,
  publicManifestKey,
  readManifestKeys,
  type Sighting,
} from './fleet/index.ts';
import { addIncidentRoutes, loadSeptember13, openIncidentDesk, operatorOf } from './incidents/index.ts';
import { keptSecret, newEmergencyCode, newSharedSecret } from './kept-secret.ts';
import { openCalls } from './open-calls.ts';
import { type Monitor, openMonitor } from './open-monitor.ts';
import { openStatusPage } from './open-status-page.ts';
import { keepProbeSession, type Look, openRecords, runProbes } from './probes/index.ts';
import { buildServer } from './serve.ts';
import { shareStore } from './sharing/index.ts';
import { openStore, pruneRecords } from './store/index.ts';
import {
  addSubscriberRoutes,
  newSubscriptionKey,
  openChannels,
  openSubscribers,
  openTokens,
  sendNotices,
} from './subscribers/index.ts';
import { watchTraffic } from './traffic/index.ts';

export interface RunningEdge {
  /** With the port that was really taken. */
  url: string;
  stop(): Promise<void>;
}

/** A silence of the probes longer than this is a gap in the record. */
const staleAfterMilliseconds = (probeIntervalSeconds: number) => Math.max(30, 6 * probeIntervalSeconds) * 1000;
const advanceEveryMilliseconds = 1000;
const pruneEveryMilliseconds = 600_000;
const fleetTickMilliseconds = 250;
const edgeProbeMilliseconds = 1000;
const hurriedProbeMilliseconds = 250;
const signInMilliseconds = 20_000;

/** Opens the store, publishes what is known, serves it, and begins to look. Throws when it cannot serve. */
export async function startEdge(config: EdgeConfig, clock: EdgeClock = realClock): Promise<RunningEdge> {
  const log = pino({ level: config.logLevel, base: { role: 'edge' }, timestamp: pino.stdTimeFunctions.isoTime });
  const inDirectory = (name: string) => join(config.edgeDirectory, name);
  const groups = componentGroups(config.edges);
  const components = allComponents(groups);
  const componentIds = new Set(components.map(({ id }) => id));
  const names = new Map(components.map((component) => [component.id, component.name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const store = openStore(inDirectory('edge.sqlite'));
  const records = openRecords(store, staleAfterMilliseconds(config.probeIntervalSeconds));
  if (config.sample) loadSeptember13(store);

  const channels = openChannels(
    {
      isSandbox: config.sample,
      pageName: config.pageName,
      email: config.emailProviders,
      emailFrom: config.emailFrom,
      sms: config.smsProviders,
      smsFrom: config.smsFrom,
      allowPrivateWebhooks: config.allowPrivateWebhooks,
    },
    clock,
  );
  const { page, publisher, copies, refresh } = openStatusPage({
    config,
    store,
    clock,
    log,
    records,
    groups,
    channels,
  });
  const desk = openIncidentDesk(store, clock, componentIds, refresh);

  const tokenSecrets = config.sharedSecrets ?? [
    Buffer.from(keptSecret(inDirectory('shared-secret'), newSharedSecret), 'base64url'),
  ];
  const code = config.emergencyCode ?? keptSecret(inDirectory('emergency-code'), newEmergencyCode);
  const asOperator = (request: FastifyRequest) => operatorOf(request, { tokenSecrets, clock });
  const app = buildServer({ directory: inDirectory('public'), url: config.publicUrl }, publisher, log);
  addIncidentRoutes(app, { store, desk, clock, tokenSecrets, nameOf });
  app.get('/edge-api/hosts', (request) => {
    asOperator(request);
    return { hosts: copies.view() };
  });
  addEmergencyRoutes(app, { store, desk, clock, components, code });

  const manifestKeys = readManifestKeys(config.manifestKey ?? keptSecret(inDirectory('manifest-key'), newManifestKey));
  let monitor: Monitor | undefined;
  const sharing =
    config.natsUrl === null
      ? null
      : await shareStore({
          store,
          clock,
          log,
          url: config.natsUrl,
          replicas: config.natsReplicas,
          name: config.programName,
          onRemoteChange({ isOfFleet }) {
            if (isOfFleet) monitor?.fleet.reload();
            refresh();
          },
          onSighting: (sighting) => monitor?.fleet.saw(sighting),
        });
  const isActing = () => sharing?.isActing() ?? true;
  monitor = openMonitor({
    config,
    store,
    clock,
    log,
    records,
    groups,
    desk,
    manifestKey: manifestKeys[0],
    lookEveryMilliseconds: edgeProbeMilliseconds,
    nameOf,
    isActing,
  });
  const { fleet, handDrains, drafts, watcher, traffic, places } = monitor;
  /** What is seen here counts here, and for whoever acts. */
  const seeing = {
    ...fleet,
    saw(sighting: Sighting) {
      fleet.saw(sighting);
      sharing?.share(sighting);
    },
  };
  const isTrusted = (address: string) => config.trustedProxies.includes(address);
  addReportRoutes(app, { fleet: seeing, clock, isTrusted });
  const subscribers = openSubscribers(store, clock);
  const tokens = openTokens(
    Buffer.from(config.subscriptionKey ?? keptSecret(inDirectory('subscription-key'), newSubscriptionKey), 'base64url'),
  );
  addSubscriberRoutes(app, {
    subscribers,
    channels,
    tokens,
    clock,
    componentIds,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    nameOf,
    isTrusted,
    operatorOf: asOperator,
  });
  const { alerts, contacts, ...calls } = openCalls({
    config,
    store,
    clock,
    log,
    channels,
    tokens,
    page,
    monitor,
    components: [...componentIds],
    nameOf,
    isActing,
    isCutOff: () => sharing?.isCutOff() === true,
  });
  addAlertRoutes(app, { alerts, drafts, tokens, nameOf, operatorOf: asOperator });
  const stopping = new AbortController();
  const signedIn = new Map<string, Look>();
  const session =
    config.probeAccount === null
      ? null
      : keepProbeSession(
          {
            edges: config.edges,
            account: config.probeAccount,
            clock,
            log,
            intervalMilliseconds: signInMilliseconds,
            onApi: (look) => signedIn.set('public-api', look),
            onPair(failed, well) {
              const from = { network: places[0]!.network, witness: 'probe' as const };
              seeing.saw({ edgeUrl: failed.url, ...from, good: 0, bad: 1 });
              seeing.saw({ edgeUrl: well.url, ...from, good: 1, bad: 0 });
            },
          },
          stopping.signal,
        );
  addFleetRoutes(app, {
    probeAccount: () => session?.account() ?? null,
    traffic: watcher.view,
    alerts: () => alerts.open().map(shownToOperators),
    alertContacts: contacts.length,
    fleet,
    drafts,
    handDrains,
    store,
    nameOf,
    incidentPublishing: config.incidentPublishing,
    manifestPublicKeys: manifestKeys.map(publicManifestKey),
    operatorOf: asOperator,
  });

  refresh();
  let url: string;
  try {
    url = await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    stopping.abort();
    await session?.done;
    store.close();
    throw error;
  }
  const advancing = setInterval(() => {
    try {
      if (isActing()) desk.advance();
    } catch (error) {
      log.error({ error }, 'maintenances could not be moved on');
    }
  }, advanceEveryMilliseconds);
  const pruning = setInterval(() => {
    try {
      if (isActing()) pruneRecords(store, clock.now());
    } catch (error) {
      log.error({ error }, 'what is too old could not be forgotten');
    }
  }, pruneEveryMilliseconds);
  const steering = setInterval(() => {
    try {
      if (!isActing()) return fleet.standBy();
      // A practice that ends early brings its edge back before the monitor counts what is left.
      handDrains.tick();
      fleet.tick();
    } catch (error) {
      log.error({ error }, 'the edges could not be judged');
    }
  }, fleetTickMilliseconds);
  const intervalMilliseconds = config.probeIntervalSeconds * 1000;
  const { platformUrl, edges } = config;
  const further = () => {
    const looks = new Map(signedIn);
    signedIn.clear();
    return looks;
  };
  const probing = runProbes(
    { platformUrl, edges, intervalMilliseconds, clock, records, log, further, onRound: refresh },
    stopping.signal,
  );
  // One edge alone has no siblings to be compared with: its looks say whether it is reached at all.
  const comparing = probeEdges(
    {
      edges,
      clock,
      fleet: seeing,
      session,
      places,
      intervalMilliseconds: edgeProbeMilliseconds,
      hurriedMilliseconds: hurriedProbeMilliseconds,
    },
    stopping.signal,
  );
  const watching = watchTraffic(watcher, log, stopping.signal);
  const telling = sendNotices(
    { store, clock, log, subscribers, channels, tokens, page, nameOf, isActing },
    stopping.signal,
  );
  const calling = calls.run(stopping.signal);
  log.info({ url, platform: platformUrl.href }, 'the edge program looks and serves');

  return {
    url,
    async stop() {
      clearInterval(advancing);
      clearInterval(pruning);
      clearInterval(steering);
      stopping.abort();
      await Promise.all([app.close(), probing, session?.done, comparing, watching, telling, calling, fleet.stop()]);
      await Promise.all([channels.close(), copies.settled()]);
      traffic.flush(clock.now().getTime());
      await sharing?.stop();
      store.close();
    },
  };
}
