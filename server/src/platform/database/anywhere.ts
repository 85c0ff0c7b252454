/** The pattern for `LIKE` that finds a text anywhere, its own `%` and `_` taken as they stand. */
export const anywhere = (text: string): string => `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
