/** Valhalla's actions, in this process or over HTTP: questions and answers as JSON text. Refusals are thrown with its words. */
export interface ValhallaActor {
  matrix(query: string): Promise<string>;
  route(query: string): Promise<string>;
  locate(query: string): Promise<string>;
  isochrone(query: string): Promise<string>;
  traceAttributes(query: string): Promise<string>;
}

/** "No road near" and "no path" are answers (null), everything else is a fault. */
export async function askOrNoWay(ask: () => Promise<string>): Promise<string | null> {
  try {
    return await ask();
  } catch (fault) {
    if (/no path|no suitable edges|no data found|unconnected/i.test((fault as Error).message)) return null;
    throw fault;
  }
}

/** The server's own limits of places, pairs or distance. */
export const isTooLarge = (fault: unknown) => /exceeded max locations|exceeds the max/i.test((fault as Error).message);
