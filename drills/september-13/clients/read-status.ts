import { request } from 'node:https';
import { NETWORKS, type World } from '../worlds/world.ts';

const EVERY_MS = 1_000;
/** What a person waits for a page before they try the next address that they know. */
const PATIENCE_MS = 5_000;
const HOST = 241;
const MOST_BYTES = 1_000_000;

/** One try to read the status page at one of its places. */
export interface StatusLook {
  /** 0 for the first place. */
  readonly place: number;
  readonly atMs: number;
  readonly milliseconds: number;
  readonly fault: string | null;
  /** How old what it says was, and whether it told of an incident; null without an answer. */
  readonly ageMs: number | null;
  readonly tellsOfIncident: boolean | null;
}

/** People who look whether it is them: every second somebody reads `status.json` at each of its places, over a fresh connection. */
export async function readStatus(
  world: World,
  untilMs: () => number,
  nowMs: () => number,
): Promise<readonly StatusLook[]> {
  if (world.statusUrls.length === 0) return [];
  const looks: StatusLook[] = [];
  const under: Promise<void>[] = [];
  for (let at = 0; nowMs() < untilMs(); at++) {
    const from = world.addressIn((at % NETWORKS) + 1, HOST);
    for (const [place, url] of world.statusUrls.entries()) under.push(look(place, url, from));
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  await Promise.all(under);
  return looks;

  async function look(place: number, url: string, from: string): Promise<void> {
    const atMs = nowMs();
    const said = {
      fault: null as string | null,
      ageMs: null as number | null,
      tellsOfIncident: null as boolean | null,
    };
    try {
      const document = JSON.parse(await read(`${url}/status.json`, from)) as {
        generatedAt: string;
        openIncidents: readonly unknown[];
      };
      said.ageMs = Date.now() - Date.parse(document.generatedAt);
      said.tellsOfIncident = document.openIncidents.length > 0;
    } catch (error) {
      said.fault = error instanceof Error ? error.message : String(error);
    }
    looks.push({ place, atMs, milliseconds: nowMs() - atMs, ...said });
  }
}

function read(url: string, localAddress: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const asked = request(url, { agent: false, localAddress, signal }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`status ${answer.statusCode}`));
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MOST_BYTES) asked.destroy(new Error('too long'));
      });
      answer.on('end', () => resolve(text));
      answer.on('error', reject);
    });
    asked.on('error', (error) => reject(signal.aborted ? new Error('no answer within 5 s') : error));
    asked.end();
  });
}
