import { createServer } from 'node:http';

import { StartRefused } from '../start-refused.ts';

export interface TrustPage {
  close(): Promise<void>;
}

/**
 * A page over plain HTTP that hands out the authority's certificate and says how a phone comes to trust it: before that,
 * the phone would only see a warning. It serves nothing else.
 */
export async function serveTrustPage(options: {
  readonly port: number;
  readonly platformUrl: string;
  readonly authority: string;
}): Promise<TrustPage> {
  const page = words(options.platformUrl);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/roundsman.crt') {
      response.writeHead(200, { 'content-type': 'application/x-x509-ca-cert' });
      response.end(options.authority);
    } else if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(page);
    } else {
      response.writeHead(404).end();
    }
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new StartRefused(
          `Port ${options.port}, where phones fetch the certificate to trust, is in use by another program.`,
          'Stop that program, or set PORT to another port: the page comes two ports after it.',
        ),
      ),
    );
    server.listen({ port: options.port, host: '0.0.0.0' }, resolve);
  });
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function words(platformUrl: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Trust this platform</title>
<style>
  body { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: #14171c; }
  h1 { font-size: 1.75rem; line-height: 2.125rem; }
  a.get { display: block; margin: 1.5rem 0; padding: 1rem; border-radius: 4px; background: #1d56c9; color: #fff; font-weight: 650; text-align: center; text-decoration: none; }
  li { margin: 0.5rem 0; }
</style>
<h1>Let this phone trust the platform.</h1>
<p>The platform runs on a machine in your own network and signs for itself. Do this once on each phone; do it only in a network that you trust.</p>
<a class="get" href="/roundsman.crt">1 · Fetch the certificate</a>
<h2>2 · Install it</h2>
<ul>
  <li><b>Android:</b> Settings → Security → Encryption and credentials → Install a certificate → CA certificate, and choose the file.</li>
  <li><b>iPhone, iPad:</b> Settings → Profile downloaded → Install. Then Settings → General → About → Certificate Trust Settings, and switch Roundsman on.</li>
  <li><b>Windows:</b> open the file → Install → Local machine → Trusted Root Certification Authorities. <b>macOS:</b> open it in Keychain Access and choose Always Trust.</li>
</ul>
<h2>3 · Open the platform</h2>
<p><a href="${platformUrl}/">${platformUrl}/</a> for dispatchers, <a href="${platformUrl}/operator/">${platformUrl}/operator/</a> for crews.</p>
</html>
`;
}
