/** Sizes of the timeline in pixels; the style sheet reads them as custom properties where it needs them. */
export const ROW_PX = 40;
export const AXIS_PX = 28;
export const LABEL_PX = 184;
export const BAR_TOP_PX = 8;
export const BAR_PX = 18;
export const LOAD_TOP_PX = 32;
export const LOAD_PX = 4;
/** Ticks whose labels would touch are thinned out. */
export const TICK_LEAST_PX = 52;
