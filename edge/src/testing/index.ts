/** Far sides and clocks that tests hand in. */

export { keepFigures } from './keep-figures.ts';
export { type MovableClock, movableClock } from './movable-clock.ts';
export { seeded } from './seeded.ts';
export { type StandInPlatform, startStandInPlatform } from './stand-in-platform.ts';
