import type { FastifyInstance } from 'fastify';
import type { Health } from '../health.ts';
import type { Metrics } from '../metrics/index.ts';
import { Problem } from '../problem.ts';

/** One thing that has to be well for requests to be answered; resolves to null, or to what is wrong. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
}

/** One component of the status page, as it sees itself. */
export interface ComponentHealth {
  readonly component: string;
  health(): Promise<Health>;
}

export interface HealthOptions {
  readonly metrics: Metrics;
  readonly checks: readonly ReadinessCheck[];
  readonly components: readonly ComponentHealth[];
  /** When set, `/metrics` asks for it as a bearer token. */
  readonly metricsToken?: string;
}

/** Below the second that probes give the whole answer. */
const patienceMilliseconds = 700;
/** A check that is late was well so shortly ago that it is taken for slow: sent away from every edge at once, nobody would be served. */
const lateMilliseconds = 10_000;

/** `/healthz`: the process lives. `/readyz`: it can answer, check by check. `/metrics`: its figures. */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  const wellAt = new Map<string, number>();
  async function ask({ name, check }: ReadinessCheck): Promise<readonly [string, string]> {
    const checking = check().then((wrong) => {
      if (wrong === null) wellAt.set(name, performance.now());
      return wrong;
    });
    const isSlowOnly = () => performance.now() - (wellAt.get(name) ?? Number.NEGATIVE_INFINITY) < lateMilliseconds;
    return [name, (await bounded(checking, (wrong) => (wrong === late && isSlowOnly() ? null : wrong))) ?? 'ok'];
  }

  app.get('/healthz', async (_request, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const [checks, components] = await Promise.all([
      together(options.checks, ask),
      together(options.components, async ({ component, health }) => {
        const wrong = (detail: string): Health => ({ state: 'major_outage', detail });
        return [component, await bounded(health(), wrong)] as const;
      }),
    ]);
    const ready = Object.values(checks).every((check) => check === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({ status: ready ? 'ready' : 'not_ready', checks, components });
  });

  app.get('/metrics', async (request, reply) => {
    const { metricsToken, metrics } = options;
    if (metricsToken !== undefined && request.headers.authorization !== `Bearer ${metricsToken}`) {
      throw new Problem({
        status: 401,
        code: 'credential_missing',
        title: 'The metrics ask for their token',
        remedy: 'Send METRICS_TOKEN as a bearer token.',
      });
    }
    return reply.header('Content-Type', metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function together<T, R>(
  parts: readonly T[],
  ask: (part: T) => Promise<readonly [string, R]>,
): Promise<Record<string, R>> {
  return Object.fromEntries(await Promise.all(parts.map(ask)));
}

/** A check that throws or takes too long is told as what is wrong; its own words stay in the log of who threw them. */
const late = 'no answer in time';

async function bounded<T>(check: Promise<T>, wrong: (detail: string) => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(wrong(late)), patienceMilliseconds);
  });
  try {
    return await Promise.race([check.catch(() => wrong('does not answer')), over]);
  } finally {
    clearTimeout(timer);
  }
}
