/** The configuration of one edge: HAProxy before the platform's processes, with the edge programs behind the same name. */

export interface EdgeSettings {
  /** Where it listens, `:443` say. */
  readonly bind: string;
  /** PEM with certificate and key; null serves plain HTTP, for behind something that terminates TLS. */
  readonly certificate: string | null;
  /** Platform processes, `10.0.0.11:4000`. */
  readonly platforms: readonly string[];
  /** Edge programs; best at other places than this edge. */
  readonly monitors: readonly string[];
  /** Public addresses of the other edges: browsers report trouble with this one over them. */
  readonly siblings: readonly string[];
  /** Runtime socket for operators of this machine. */
  readonly socket: string;
}

const DAY_SECONDS = 86_400;
/** Of requests that went well, so many are reported too: failures alone have no share. */
const SUCCESS_FRACTION = 0.01;

/** As text for `haproxy -f`. Throws RangeError when there is nobody to send requests to. */
export function edgeConfiguration(settings: EdgeSettings): string {
  const { platforms, monitors } = settings;
  if (platforms.length === 0 || monitors.length === 0)
    throw new RangeError('An edge needs at least one platform process and one edge program');
  return `${head(settings)}
${frontend(settings)}
backend platform
  balance leastconn
  option httpchk
  http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host edge
  http-check expect status 200
  # A connection that could not be made carried nothing; what may have happened already is for the client and its key to repeat.
  retry-on conn-failure
  option redispatch
  # Slow is not gone: a busy process answers its check late, and each sent away makes the others busier.
  timeout check 3s
  default-server check inter 2s fastinter 500ms fall 3 rise 2 maxconn 500
${servers('platform', platforms)}

# When every process is late with its check, what is wrong is not one of them: all are asked, and what they say themselves
# (503 with Retry-After, a row by priority) is worth more than a refusal of ours.
backend platform_unchecked
  balance leastconn
  retry-on conn-failure
  option redispatch
  default-server maxconn 500
${servers('platform', platforms)}

backend monitors
  balance roundrobin
  option httpchk
  http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host edge
  timeout server 3s
  retry-on conn-failure
  option redispatch
  default-server check inter 2s fall 2 rise 1
${servers('monitor', monitors)}
`;
}

const servers = (name: string, addresses: readonly string[]) =>
  addresses.map((address, at) => `  server ${name}-${at + 1} ${address}`).join('\n');

function head({ socket }: EdgeSettings): string {
  return `# Written by \`node deploy/haproxy/print-configuration.ts\`; change its settings, not this file.
global
  log stdout format raw local0 notice
  stats socket ${socket} mode 600 level admin

defaults
  mode http
  log global
  option httplog
  option dontlognull
  option http-keep-alive
  # Live feeds are small pieces that somebody waits for.
  option http-no-delay
  timeout connect 2s
  timeout client 75s
  # Longer than the platform's heartbeat on live feeds (15 s) and its longest answer (120 s).
  timeout server 130s
  timeout http-request 10s
  timeout queue 2s
  retries 2
`;
}

function frontend({ bind, certificate, siblings }: EdgeSettings): string {
  const tls = certificate === null ? '' : ` ssl crt ${certificate} alpn h2,http/1.1`;
  const collectors = siblings.map((url) => ({ url: `${url}/edge-api/network-errors` }));
  const reports = JSON.stringify({ group: 'edges', max_age: DAY_SECONDS, endpoints: collectors });
  const logging = JSON.stringify({
    report_to: 'edges',
    max_age: DAY_SECONDS,
    success_fraction: SUCCESS_FRACTION,
    failure_fraction: 1,
  });
  const told =
    siblings.length === 0
      ? []
      : [
          '  # Browsers tell the siblings of this edge what they could not fetch from it (W3C Network Error Logging).',
          `  http-response set-header Report-To '${reports}'`,
          `  http-response set-header NEL '${logging}'`,
        ];
  return [
    'frontend public',
    `  bind ${bind}${tls}`,
    '  # Who asks is said by us, whatever the request claims.',
    '  http-request del-header X-Forwarded-For',
    '  option forwardfor',
    `  http-request set-header X-Forwarded-Proto ${certificate === null ? 'http' : 'https'}`,
    ...(certificate === null ? [] : ['  http-response set-header Strict-Transport-Security "max-age=31536000"']),
    '  # Its own word that it lives, without a process of ours behind it.',
    '  monitor-uri /edge-healthz',
    '  http-request deny deny_status 404 if { path /metrics }',
    ...told,
    '  use_backend monitors if { path_beg /edge-api/ }',
    '  use_backend platform_unchecked if { nbsrv(platform) lt 1 }',
    '  default_backend platform',
    '',
  ].join('\n');
}
