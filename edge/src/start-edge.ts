import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import {
  addAlertRoutes,
  contactsOf,
  findConditions,
  newAlertSecret,
  openAlerts,
  shownToOperators,
  tellAlerts,
} from './alerts/index.ts';
import { type EdgeClock, realClock } from './clock.ts';
import { allComponents, carriedByEdges, componentGroups, edgeComponentId } from './components.ts';
import type { EdgeConfig } from './config.ts';
import { openComponentWatch, openDrafts, openEdgeTrouble } from './drafts/index.ts';
import { addEmergencyRoutes } from './emergency/index.ts';
import {
  addFleetRoutes,
  addReportRoutes,
  type Fleet,
  newManifestKey,
  openFleet,
  openHandDrains,
  openTrafficCounts,
  placesOf,
  probeEdges,
  publicManifestKey,
  readManifestKeys,
  type Sighting,
} from './fleet/index.ts';
import { copyToHosts, openHost } from './hosting/index.ts';
import { addIncidentRoutes, loadSeptember13, openIncidentDesk, operatorOf } from './incidents/index.ts';
import { keptSecret, newEmergencyCode, newSharedSecret } from './kept-secret.ts';
import { keepProbeSession, type Look, openRecords, runProbes } from './probes/index.ts';
import { buildServer } from './serve.ts';
import { shareStore } from './sharing/index.ts';
import { keepPublished, openPublisher } from './status/index.ts';
import { openPort } from './steering/index.ts';
import { openStore, pruneRecords } from './store/index.ts';
import {
  addSubscriberRoutes,
  newSubscriptionKey,
  openChannels,
  openSubscribers,
  openTokens,
  sendNotices,
} from './subscribers/index.ts';
import { openCalendar, openRequestCounts, openTrafficWatcher, watchTraffic } from './traffic/index.ts';

export interface RunningEdge {
  /** With the port that was really taken. */
  url: string;
  stop(): Promise<void>;
}

/** A silence of the probes longer than this is a gap in the record. */
const staleAfterMilliseconds = (probeIntervalSeconds: number) => Math.max(30, 6 * probeIntervalSeconds) * 1000;
const documentStaleAfterSeconds = 60;
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
  const source = {
    store,
    records,
    groups,
    page: { name: config.pageName, url: config.publicUrl },
    channels: channels.open,
    staleAfterSeconds: documentStaleAfterSeconds,
  };
  const publisher = openPublisher(inDirectory('public'), config.siteDirectory);
  const hosts = config.statusHosts.map((settings) => openHost(settings, inDirectory('copies'), clock));
  const copies = copyToHosts(hosts, clock, log);
  const keeper = keepPublished(source, publisher, clock, (isNews) => {
    if (hosts.length > 0) copies.offer(publisher.files(), isNews);
  });
  const refresh = () => {
    try {
      keeper.refresh();
    } catch (error) {
      // What was written is safe in the store; the files follow with the next round.
      log.error({ error }, 'the status files could not be written');
    }
  };
  const componentIds = new Set(components.map((component) => component.id));
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
  let fleet: Fleet | undefined;
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
            if (isOfFleet) fleet?.reload();
            refresh();
          },
          onSighting: (sighting) => fleet?.saw(sighting),
        });
  const isActing = () => sharing?.isActing() ?? true;
  const traffic = openTrafficCounts(store);
  const counts = openRequestCounts(store);
  const watcher = openTrafficWatcher({
    clock,
    log,
    counts,
    sources: config.metricsUrls.map((url) => ({ url, token: config.metricsToken })),
    calendar: openCalendar(config.trafficZone, config.trafficHolidays),
    onJudged: (views) => {
      if (isActing()) drafts.aboutTraffic(views);
    },
  });
  const watch = openComponentWatch({
    store,
    clock,
    records,
    components,
    edgeIds: config.edges.map(edgeComponentId),
    afterMs: config.outageAfterSeconds * 1000,
  });
  const trouble = openEdgeTrouble({
    store,
    clock,
    afterMs: config.outageAfterSeconds * 1000,
    fleet: () => ownFleet.view(),
  });
  const drafts = openDrafts({
    store,
    clock,
    desk,
    isAutomatic: config.incidentPublishing === 'automatic',
    carried: carriedByEdges(groups).map(({ id }) => id),
    watch,
    trouble,
    traffic,
    counts,
    edges: () => ownFleet.view().edges,
    views: () => watcher.view(),
    nameOf,
  });
  const steeringPorts = config.steeringPorts.map((settings) => openPort(settings, clock));
  const places = placesOf(config.programName, config.probeFrom);
  if (config.edges.length > 1 && places.length === 1)
    log.warn(
      { place: places[0]?.network },
      config.natsUrl === null
        ? 'one place alone looks at the edges, and its word is never enough to move traffic by: PROBE_FROM names more, NATS_URL joins edge programs'
        : 'this program looks at the edges from one place: it takes another program, or PROBE_FROM, to move traffic by what probes see',
    );
  const looksPerSecond = (places.length * config.edges.length * 1000) / edgeProbeMilliseconds;
  fleet = openFleet({
    store,
    clock,
    log,
    edges: config.edges,
    manifestKey: manifestKeys[0],
    ports: steeringPorts,
    places: places.length,
    traffic,
    isAutomatic: config.steering === 'automatic',
    falseAlarmsPerMonth: config.falseAlarmsPerMonth,
    requestsPerSecond: config.requestsPerSecond + looksPerSecond,
    onChange: drafts.about,
  });
  const ownFleet = fleet;
  /** What is seen here counts here, and for whoever acts. */
  const seeing = {
    ...ownFleet,
    saw(sighting: Sighting) {
      ownFleet.saw(sighting);
      sharing?.share(sighting);
    },
  };
  const handDrains = openHandDrains({ store, clock, fleet, desk, traffic, nameOf });
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
  const contacts = contactsOf(config.alertContacts);
  // Of the sample nobody wants to be called; what it prints at its start is for people.
  if (contacts.length === 0 && !config.sample)
    log.warn(
      'nobody is called when something is wrong: EDGE_ALERT_EMAIL, EDGE_ALERT_SMS and EDGE_ALERT_WEBHOOK are not set',
    );
  const alerts = openAlerts({ store, clock, contacts, reminderMs: config.alertReminderMinutes * 60_000 });
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
      if (!isActing()) return ownFleet.standBy();
      // A practice that ends early brings its edge back before the monitor counts what is left.
      handDrains.tick();
      ownFleet.tick();
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
    { store, clock, log, subscribers, channels, tokens, page: source.page, nameOf, isActing },
    stopping.signal,
  );
  const calling = tellAlerts(
    {
      store,
      clock,
      log,
      alerts,
      channels,
      tokens,
      page: source.page,
      secret: config.alertWebhookSecret ?? keptSecret(inDirectory('alert-webhook-secret'), newAlertSecret),
      // The draft first: whoever is called finds it waiting.
      prepare: () => {
        if (isActing()) drafts.look();
      },
      find: () =>
        findConditions({
          store,
          clock,
          watch,
          trouble,
          components: [...componentIds],
          ports: () => ownFleet.view().ports,
          drafts: drafts.list,
          blindSinceMs: watcher.blindSinceMs,
          nameOf,
        }),
      isTelling: () => isActing() || sharing?.isCutOff() === true,
    },
    stopping.signal,
  );
  log.info({ url, platform: platformUrl.href }, 'the edge program looks and serves');

  return {
    url,
    async stop() {
      clearInterval(advancing);
      clearInterval(pruning);
      clearInterval(steering);
      stopping.abort();
      await Promise.all([app.close(), probing, session?.done, comparing, watching, telling, calling, ownFleet.stop()]);
      await Promise.all([channels.close(), copies.settled()]);
      traffic.flush(clock.now().getTime());
      await sharing?.stop();
      store.close();
    },
  };
}
