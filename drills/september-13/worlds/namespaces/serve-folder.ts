import { readFile, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join, normalize } from 'node:path';

/** Any file host: `node serve-folder.ts FOLDER CERTIFICATE` serves the files of a folder over HTTPS. */
const [folder = '', certificate = ''] = process.argv.slice(2);
const types: Readonly<Record<string, string>> = { json: 'application/json', html: 'text/html; charset=utf-8' };
const pem = readFileSync(certificate);

createServer({ key: pem, cert: pem }, (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'https://status');
  const path = normalize(decodeURIComponent(pathname)).replace(/\/$/, '/index.html');
  readFile(join(folder, path), (error, body) => {
    if (error) return response.writeHead(404).end();
    const type = types[path.split('.').at(-1)!] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(body);
  });
}).listen(443, '0.0.0.0');
process.on('disconnect', () => process.exit(0));
