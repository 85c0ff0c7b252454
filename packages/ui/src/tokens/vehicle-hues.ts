import type { ColorScheme } from './tokens.ts';

/** Colours of one vehicle: `css` follows the theme by itself, `light` and `dark` are for canvases and maps. */
export interface VehicleHue {
  /** `var(--rm-hue-n)` */
  css: string;
  /** `var(--rm-hue-n-ink)`: text on the hue, AA. */
  inkCss: string;
  light: string;
  dark: string;
}

type HuePair = readonly [light: string, dark: string];

// Found by annealing in OKLab: the smallest distance of any two as seen with normal, protan, deutan and tritan vision
// (Machado et al. 2009) was made as large as possible, with 3:1 on the map and a wide berth around red and amber.
// The order is greedy: the first n are as far apart as n can be. The test holds all of it.
export const hueCount = 12;
const hues: readonly HuePair[] = [
  ['#3c3f97', '#a6b1f4'],
  ['#6b967c', '#85febb'],
  ['#413803', '#9f8c12'],
  ['#773047', '#c84775'],
  ['#a07ec2', '#8a68aa'],
  ['#31706c', '#71cec7'],
  ['#2e902c', '#5dc059'],
  ['#7156bc', '#a084fa'],
  ['#435f00', '#abda5a'],
  ['#5d065f', '#ffcefe'],
  ['#b7448d', '#d678af'],
  ['#478bf1', '#3d7cdd'],
];

/** The hue of a vehicle by its place in the day's list (0-based; from 12 on they repeat, so a label always stands by). */
export function vehicleHue(index: number): VehicleHue {
  const place = hueSlot(index);
  const [light, dark] = hues[place] as HuePair;
  return { css: `var(--rm-hue-${place + 1})`, inkCss: `var(--rm-hue-${place + 1}-ink)`, light, dark };
}

/**
 * The same colours as a MapLibre expression: `vehicleHueExpression('vehicleIndex', 'dark')` reads the integer property
 * `vehicleIndex` of each feature; a feature without it gets `otherwise`.
 */
export function vehicleHueExpression(property: string, scheme: ColorScheme, otherwise = '#838c98'): HueExpression {
  const branches = hues.flatMap(([light, dark], place) => [place, scheme === 'light' ? light : dark]);
  return ['match', ['%', ['to-number', ['get', property], -1], hueCount], ...branches, otherwise];
}

/** Structurally a MapLibre `ExpressionSpecification` of type colour, without importing the map here. */
export type HueExpression = ['match', ['%', ['to-number', ['get', string], number], number], ...(string | number)[]];

function hueSlot(index: number): number {
  return ((Math.trunc(index) % hueCount) + hueCount) % hueCount;
}
