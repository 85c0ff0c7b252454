/** Codes of attempts that a process which died left without an end. */

/** Nobody saw the end, and the provider drops a second message with the same key. */
export const UNKNOWN_END = 'unknown';
/** Nobody saw the end and nothing tells of it: what is sent again may arrive twice. */
export const IN_DOUBT = 'in_doubt';
/** No provider had been asked, or the one that was says that it has nothing. */
export const NOT_HELD = 'not_held';
