import { z } from 'zod';

/** Name of a component: the role's or app's folder, `edge-…` for an edge. */
export const ComponentId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
