// `npm start`: set up what is missing, start the platform and the edge program, print where they are. Runs on Node 20.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildApps } from './set-up/build-apps.mjs';
import { installWhenStale } from './set-up/install.mjs';
import { startProgram } from './set-up/program.mjs';
import { project, refuseOldNode, runEntry, SetUpError } from './set-up/project.mjs';

const edgeEntry = 'edge/src/main.ts';
/** Told by a signal: once is a clean stop, twice is at once. */
let stopping = false;

await runEntry(async () => {
  refuseOldNode();
  await installWhenStale(progress);
  await buildApps(progress);

  const port = process.env.PORT || '4000';
  const edgePort = process.env.EDGE_PORT || String(Number(port) + 1);
  const platform = startProgram('server/src/main.ts', {
    args: process.argv.slice(2),
    env: {
      LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
      ...(!(Number(edgePort) <= 65_535) ? {} : { EDGE_URL: process.env.EDGE_URL || `http://127.0.0.1:${edgePort}` }),
    },
    onProgress: progress,
  });
  const programs = [platform];
  stopOnSignals(programs);

  const answer = await platform.ready;
  if (answer.kind === 'refused') {
    await platform.ended;
    throw new SetUpError(answer.what, answer.remedy);
  }
  if (answer.kind !== 'ready') {
    const code = await platform.ended;
    if (stopping && code === 0) return 0;
    throw new SetUpError(
      `The platform could not start${answer.error ? `: ${answer.error}` : '.'}`,
      'LOG_LEVEL=debug tells more.',
    );
  }

  const lines = [...answer.links, ...(await startEdge(programs, edgePort, answer))];
  console.log('');
  for (const { name, value } of lines) console.log(`${name}: ${value}`);

  const code = await platform.ended;
  if (!stopping)
    console.error('\nThe platform ended unexpectedly. Start it again: nothing that it acknowledged is lost.');
  await Promise.all(programs.map((program) => program.stop()));
  return stopping ? code : code || 1;
});

/** The platform works without its edge program; then the status page is missing and the person is told. */
async function startEdge(programs, edgePort, platform) {
  if (!existsSync(join(project, edgeEntry))) return [];
  progress('Starting the edge program');
  const edge = startProgram(edgeEntry, {
    env: {
      EDGE_PORT: edgePort,
      PLATFORM_URL: platform.url,
      ...(platform.authorityFile && { NODE_EXTRA_CA_CERTS: platform.authorityFile }),
      DATA_DIR: platform.dataFolder,
      ...(platform.probeAccount && { PROBE_ACCOUNT: process.env.PROBE_ACCOUNT || platform.probeAccount }),
      SAMPLE: process.env.SAMPLE || (platform.sample ? '1' : '0'),
      LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    },
  });
  programs.push(edge);
  const host = process.env.HOST || '127.0.0.1';
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${edgePort}/`;
  if (await answers(url, edge)) return [{ name: 'Status page', value: process.env.EDGE_PUBLIC_URL || url }];
  console.error('The edge program, and with it the status page, did not start (its words are above).');
  return [];
}

async function answers(url, program) {
  let ended = false;
  void program.ended.then(() => (ended = true));
  for (let waited = 0; waited < 30_000 && !ended; waited += 50) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return !ended;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function stopOnSignals(programs) {
  const stop = () => {
    if (stopping) for (const program of programs) program.kill();
    else progress('Stopping');
    stopping = true;
    for (const program of programs) void program.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // npm does not hand a SIGTERM on: that it is gone is how we learn of it.
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    if (!stopping) stop();
  }, 500);
  watch.unref();
}

function progress(text) {
  console.log(`· ${text}`);
}
