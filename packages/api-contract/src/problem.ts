import { z } from 'zod';

/** Every refusal, on every door: RFC 9457 `application/problem+json`, with what to do about it. */
export const Problem = z.object({
  type: z.string().meta({ description: 'URI of the problem’s page in the catalogue' }),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ description: 'Stable, for programs', example: 'window_in_past' }),
  detail: z.string().optional(),
  remedy: z.string().optional().meta({ description: 'What would be right' }),
  instance: z.string().optional().meta({ description: 'Id of the request, to quote to support' }),
  fields: z
    .array(
      z.object({
        field: z.string().meta({ description: 'Path of the field: `windows.0.to`' }),
        code: z.string(),
        message: z.string(),
        remedy: z.string().optional(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof Problem>;
