import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type ComponentTraffic, openComponentTraffic } from './component-traffic.ts';

/** Every figure the platform tells of itself, on one page; names end in their unit. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpRequests: Histogram<'door' | 'endpoint' | 'status'>;
  readonly clientsGone: Counter<'door'>;
  readonly organisationRequests: Counter<'door' | 'caller' | 'organisation' | 'outcome'>;
  readonly componentTraffic: ComponentTraffic;
  readonly liveStreams: Gauge<'door'>;
  readonly liveStreamsDropped: Counter<'door'>;
  readonly databaseErrors: Counter<'kind'>;
  readonly databaseWait: Histogram<'priority'>;
  readonly eventLoopDelay: Gauge<string>;
  readonly requestsShed: Counter<'priority' | 'cause'>;
  readonly eventsAppended: Counter<string>;
  readonly readerEvents: Counter<'reader'>;
  readonly readerFailures: Counter<'reader'>;
  readonly readerLag: Gauge<'reader'>;
  readonly readersBackingOff: Gauge<'reader'>;
  readonly timersFired: Counter<'kind'>;
  readonly timerFailures: Counter<'kind'>;
  readonly tasks: Counter<'task' | 'outcome'>;
}

/** A registry of its own for each platform, so that two in one process (tests) do not mix. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpRequests: new Histogram({
      name: 'roundsman_http_request_seconds',
      help: 'Time to answer a request, by endpoint and status',
      labelNames: ['door', 'endpoint', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    clientsGone: new Counter({
      name: 'roundsman_http_clients_gone_total',
      help: 'Requests whose client went away before the answer was whole',
      labelNames: ['door'],
      registers,
    }),
    organisationRequests: new Counter({
      name: 'roundsman_organisation_requests_total',
      help: 'Requests by door and organisation, a `member`’s or others’; `failed` is our fault (5xx), `none` is nobody’s in particular',
      labelNames: ['door', 'caller', 'organisation', 'outcome'],
      registers,
    }),
    componentTraffic: openComponentTraffic(registers),
    liveStreams: new Gauge({
      name: 'roundsman_live_streams',
      help: 'Open live streams',
      labelNames: ['door'],
      registers,
    }),
    liveStreamsDropped: new Counter({
      name: 'roundsman_live_streams_dropped_total',
      help: 'Live streams ended because their reader was too slow',
      labelNames: ['door'],
      registers,
    }),
    databaseErrors: new Counter({
      name: 'roundsman_database_connection_errors_total',
      help: 'Connections to the database that broke, and restarts of the embedded one',
      labelNames: ['kind'],
      registers,
    }),
    databaseWait: new Histogram({
      name: 'roundsman_database_wait_seconds',
      help: 'Time that work waited for a connection to the database, by priority',
      labelNames: ['priority'],
      buckets: [0.001, 0.01, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    eventLoopDelay: new Gauge({
      name: 'roundsman_event_loop_standing_delay_seconds',
      help: 'How late the event loop is most of the time, over the last second',
      registers,
    }),
    requestsShed: new Counter({
      name: 'roundsman_requests_shed_total',
      help: 'Requests sent away with 503 and Retry-After because there was more to do than can be done',
      labelNames: ['priority', 'cause'],
      registers,
    }),
    eventsAppended: new Counter({
      name: 'roundsman_log_appends_total',
      help: 'Units of work of this process that appended to the log',
      registers,
    }),
    readerEvents: new Counter({
      name: 'roundsman_reader_events_total',
      help: 'Events taken from the log, by reader',
      labelNames: ['reader'],
      registers,
    }),
    readerFailures: new Counter({
      name: 'roundsman_reader_failures_total',
      help: 'Batches of events that a reader failed on',
      labelNames: ['reader'],
      registers,
    }),
    readerLag: new Gauge({
      name: 'roundsman_reader_lag_events',
      help: 'Events that a reader has yet to take, over all organisations, at the last slow look',
      labelNames: ['reader'],
      registers,
    }),
    readersBackingOff: new Gauge({
      name: 'roundsman_readers_backing_off',
      help: 'Organisations for which a reader fails and waits before the next try',
      labelNames: ['reader'],
      registers,
    }),
    timersFired: new Counter({
      name: 'roundsman_business_timers_total',
      help: 'Business timers that fired, by kind',
      labelNames: ['kind'],
      registers,
    }),
    timerFailures: new Counter({
      name: 'roundsman_business_timer_failures_total',
      help: 'Business timers whose handler failed, by kind',
      labelNames: ['kind'],
      registers,
    }),
    tasks: new Counter({
      name: 'roundsman_tasks_total',
      help: 'Background tasks by name and outcome',
      labelNames: ['task', 'outcome'],
      registers,
    }),
  };
}
