import type { HandOverResult } from '@roundsman/message-delivery';

import type { Health } from '../../../platform/index.ts';

/** In a row, since the last one that a provider answered. */
const DEGRADED_FROM = 3;
const OUT_FROM = 10;

/** How well a channel's provider takes messages, by what became of them: a refusal is an answer, silence is not. */
export class HandOverHealth {
  #failures = 0;
  #detail = '';

  note(result: HandOverResult): void {
    if (result.outcome !== 'failed') this.#failures = 0;
    else if (result.reason !== 'closed') {
      this.#failures += 1;
      this.#detail = result.reason.replaceAll('_', ' ');
    }
  }

  read(): Health {
    if (this.#failures < DEGRADED_FROM) return { state: 'operational' };
    const detail = `The provider took none of the last ${this.#failures} messages: ${this.#detail}. They wait and are tried again.`;
    return { state: this.#failures < OUT_FROM ? 'degraded' : 'major_outage', detail };
  }
}
