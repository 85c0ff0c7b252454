import { ConfigRefused, readConfig } from './config.ts';
import { startEdge } from './start-edge.ts';

/**
 * The edge program by itself: `node edge/src/main.ts`. Ends with 0 on SIGTERM or SIGINT, with 1 when it cannot start.
 * Started by another program over a channel it says there how it went, and ends when that program is gone.
 */
type Announcement =
  | { kind: 'ready'; url: string; links: { name: string; value: string }[] }
  | { kind: 'refused'; what: string; remedy: string };

const isStartedByProgram = process.send !== undefined;

try {
  const config = readConfig({ LOG_LEVEL: isStartedByProgram ? 'warn' : 'info', ...process.env });
  const edge = await startEdge(config);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await edge.stop();
    process.exit(0);
  };
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(reason, () => void stop());
  announce({ kind: 'ready', url: edge.url, links: [{ name: 'Status page', value: `${config.publicUrl}/` }] });
} catch (error) {
  process.exitCode = 1;
  announce(refusal(error), () => process.disconnect?.());
}

/** A refusal is printed in any case: whoever started us may not listen. */
function announce(announcement: Announcement, sent: () => void = () => {}): void {
  if (announcement.kind === 'refused') process.stderr.write(`${announcement.what} ${announcement.remedy}\n`);
  else if (!process.send)
    process.stdout.write(`${announcement.links.map(({ name, value }) => `${name}: ${value}`).join('\n')}\n`);
  if (process.send) process.send(announcement, sent);
  else sent();
}

function refusal(error: unknown): Announcement {
  if (error instanceof ConfigRefused) {
    const what = `The configuration is not as it should be. ${error.problems.join('. ')}.`;
    return { kind: 'refused', what, remedy: 'Correct these variables of the environment and start again.' };
  }
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return {
      kind: 'refused',
      what: `Port ${port} is in use by another program.`,
      remedy: 'Set EDGE_PORT to a free port.',
    };
  }
  if (code === 'EACCES') {
    return {
      kind: 'refused',
      what: `${message}.`,
      remedy: 'Give this account the right to it, or set another DATA_DIR or EDGE_PORT.',
    };
  }
  return {
    kind: 'refused',
    what: `The edge program could not start: ${message}.`,
    remedy: 'LOG_LEVEL=debug tells more.',
  };
}
