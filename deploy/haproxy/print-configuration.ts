import { edgeConfiguration } from './edge-configuration.ts';

/**
 * `node deploy/haproxy/print-configuration.ts > /etc/haproxy/haproxy.cfg`, from the environment: PLATFORMS and MONITORS (host:port, comma-separated),
 * SIBLINGS (public addresses of the other edges), CERTIFICATE (PEM), BIND (:443), SOCKET. Check the result with `haproxy -c -f`.
 */
const list = (name: string) =>
  (process.env[name] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

process.stdout.write(
  edgeConfiguration({
    bind: process.env.BIND ?? ':443',
    certificate: process.env.CERTIFICATE ?? null,
    platforms: list('PLATFORMS'),
    monitors: list('MONITORS'),
    siblings: list('SIBLINGS'),
    socket: process.env.SOCKET ?? '/run/haproxy/admin.sock',
  }),
);
