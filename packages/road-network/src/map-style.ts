export { type MapStyleOptions, mapStyle } from './map-tiles/map-style.ts';
