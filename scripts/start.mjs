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
      EDGE_URL: process.env.EDGE_URL || `http://127.0.0.1:${edgePort}`,
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

  const lines = [...answer.links, ...(await startEdge(programs, edgePort, answer.url))];
  console.log('');
  for (const { name, value } of lines) console.log(`${name}: ${value}`);

  const code = await platform.ended;
  if (!stopping)
    console.error('\nThe platform ended unexpectedly. Start it again: nothing that it acknowledged is lost.');
  await Promise.all(programs.map((program) => program.stop()));
  return stopping ? code : code || 1;
});

/** The platform works without its edge program; then the status page is missing and the person is told. */
async function startEdge(programs, edgePort, platformUrl) {
  if (!existsSync(join(project, edgeEntry))) return [];
  progress('Starting the edge program');
  const edge = startProgram(edgeEntry, {
    env: { EDGE_PORT: edgePort, PLATFORM_URL: platformUrl },
    onProgress: progress,
  });
  programs.push(edge);
  const answer = await edge.ready;
  if (answer.kind === 'ready') return answer.links;
  const why = answer.what ? `${answer.what} ${answer.remedy}` : (answer.error ?? 'it ended');
  console.error(`The edge program, and with it the status page, did not start: ${why}`);
  return [];
}

function stopOnSignals(programs) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) for (const program of programs) program.kill();
      else progress('Stopping');
      stopping = true;
      for (const program of programs) void program.stop();
    });
  }
}

function progress(text) {
  console.log(`· ${text}`);
}
