import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export interface PageOrigins {
  /** Other origins that pages may call at this moment: the further edges, a map style's server. */
  connect(): readonly string[];
  /** People reach the platform by HTTPS alone: browsers are told to remember that. */
  readonly httpsOnly: boolean;
}

/** What our pages may load: themselves, workers and pictures they made (MapLibre), and the origins named. */
export async function addSecurityHeaders(app: FastifyInstance, origins: PageOrigins): Promise<void> {
  const own = "'self'";
  const others = () => origins.connect().join(' ');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [own],
        scriptSrc: [own, "'wasm-unsafe-eval'"],
        styleSrc: [own, "'unsafe-inline'"],
        imgSrc: [own, 'data:', 'blob:', others],
        fontSrc: [own, 'data:'],
        connectSrc: [own, others],
        workerSrc: [own, 'blob:'],
        childSrc: [own, 'blob:'],
        manifestSrc: [own],
        objectSrc: ["'none'"],
        baseUri: [own],
        formAction: [own],
        frameAncestors: [own],
      },
    },
    // Plain HTTP on a local machine is allowed, and `--lan` serves its trust page by it on the same name.
    strictTransportSecurity: origins.httpsOnly ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Apps fail over to other origins, which show this one's photos; each answer is guarded by its credential.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}
