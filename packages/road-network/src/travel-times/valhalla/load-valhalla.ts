import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { RoadError } from '../../road-error.ts';
import type { ValhallaActor } from './valhalla-actor.ts';

export interface Valhalla {
  readonly version: string;
  readonly buildTilesProgram: string;
  open(config: object): ValhallaActor;
}

/** The optional native package; absent on Windows, and unusable without the system's libbsd. @throws RoadError `provider_unavailable` */
export function loadValhalla(): Valhalla {
  const require = createRequire(import.meta.url);
  try {
    const bindings = require('@valhallajs/valhallajs') as {
      Actor: new (config: string) => ValhallaActor;
      VALHALLA_VERSION: string;
    };
    const home = dirname(require.resolve('@valhallajs/valhallajs'));
    const buildTilesProgram = join(home, platform(), arch(), 'valhalla_build_tiles');
    if (!existsSync(buildTilesProgram)) throw new Error('its tile builder is not in the package');
    return {
      version: bindings.VALHALLA_VERSION,
      buildTilesProgram,
      open: (config) => new bindings.Actor(JSON.stringify(config)),
    };
  } catch (cause) {
    throw new RoadError({
      code: 'provider_unavailable',
      message: `Valhalla cannot run here: ${firstLine((cause as Error).message)}.`,
      remedy: 'On Debian or Ubuntu install libbsd0 and run npm install again; Valhalla has no build for Windows.',
      cause,
    });
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0]!.replace(/\.$/, '');
