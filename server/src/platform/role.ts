import type { EventReader } from './event-log/index.ts';
import type { Health } from './health.ts';
import type { Platform } from './open-platform.ts';
import type { TaskHandler } from './task-queue/index.ts';
import type { TimerHandler } from './timers/index.ts';

/** What a role brings to the process; the platform runs it and stops it. */
export interface RoleParts {
  readonly readers?: readonly EventReader[];
  readonly timers?: readonly TimerHandler[];
  readonly tasks?: readonly TaskHandler[];
  /** Told by `/readyz` under the role's component. */
  health?(): Promise<Health>;
  /** Called on a clean stop after the last request, before the database goes. */
  stop?(): Promise<void>;
}

/** One role of the program. Its name is its folder, log field, metric label and component of the status page. */
export interface Role {
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** Serves its endpoints on `platform.http` and gives the rest back to be run. */
  start(platform: Platform): Promise<RoleParts>;
}
