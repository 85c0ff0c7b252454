/** The code of an attempt that nobody saw the end of. */
export const UNKNOWN_END = 'unknown';
