/** A live organisation's twin to try things in; `none` until somebody asks for it. */
export const SANDBOX_STATES = ['none', 'making', 'ready', 'emptying', 'failed'] as const;
export type SandboxState = (typeof SANDBOX_STATES)[number];

/** How the visits of simulated crews end. */
export const SIMULATED_ENDINGS = ['all_well', 'as_in_life'] as const;
export type SimulatedEndings = (typeof SIMULATED_ENDINGS)[number];
