import type { FastifyInstance } from 'fastify';

import type { Metrics } from '../metrics/index.ts';
import { Problem } from '../problem.ts';

/** One thing that has to be well for requests to be answered; resolves to null, or to what is wrong. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
}

export interface HealthOptions {
  readonly metrics: Metrics;
  readonly checks: ReadinessCheck[];
  /** When set, `/metrics` asks for it as a bearer token. */
  readonly metricsToken?: string;
}

const patienceMilliseconds = 2_000;

/** `/healthz`: the process lives. `/readyz`: it can answer, check by check. `/metrics`: its figures. */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/healthz', async (_request, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      options.checks.map(async ({ name, check }) => ({ name, wrong: await bounded(check()) })),
    );
    const ready = results.every(({ wrong }) => wrong === null);
    const checks = Object.fromEntries(results.map(({ name, wrong }) => [name, wrong ?? 'ok']));
    return reply
      .code(ready ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({ status: ready ? 'ready' : 'not_ready', checks });
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

async function bounded(check: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer in time'), patienceMilliseconds);
  });
  try {
    return await Promise.race([
      check.catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
