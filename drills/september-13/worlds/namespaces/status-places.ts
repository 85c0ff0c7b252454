import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { certify } from './authority.ts';
import { statusHostname } from './name-server.ts';
import { insideAddress, type Network, statusPlaces, wideAddress } from './network.ts';
import { startProgram, untilIs } from './start-program.ts';

export interface StatusPlaces {
  /** For `STATUS_HOSTS` of the edge program. */
  readonly hosts: readonly object[];
  /** Where people read it, first to last. */
  readonly urls: readonly string[];
  close(): Promise<void>;
}

/** File hosts for the status page, each on a machine of its own. What is copied to them comes from inside, past the side of their readers. */
export async function startStatusPlaces(network: Network): Promise<StatusPlaces> {
  const places = await Promise.all(
    statusPlaces.map(async (place) => {
      const folder = join(network.folder, `status-${place}`);
      mkdirSync(folder, { recursive: true });
      const inside = insideAddress.status(place);
      const addresses = [wideAddress.status(place), inside];
      const certificate = certify(network.folder, `status-${place}`, [statusHostname(place)], addresses);
      const serve = [process.execPath, join(import.meta.dirname, 'serve-folder.ts'), folder, certificate];
      const program = startProgram(network, `status${place}`, serve);
      const answers = async () => {
        const answer = await fetch(`https://${inside}/`, { signal: AbortSignal.timeout(2_000) });
        await answer.body?.cancel();
        return true;
      };
      await untilIs(`The host of the status page's copy ${place}`, answers, program.words);
      return { place, folder, program };
    }),
  );
  return {
    hosts: places.map(({ place, folder }) => ({ kind: 'folder', name: `place-${place}`, folder })),
    urls: places.map(({ place }) => `https://${statusHostname(place)}`),
    close: async () => {
      await Promise.all(places.map(({ program }) => program.close()));
    },
  };
}
