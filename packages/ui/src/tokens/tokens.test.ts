import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, inkOn } from './contrast.ts';
import { printTokensCss } from './print-css.ts';
import { palettes } from './tokens.ts';
import { hueCount, vehicleHue, vehicleHueExpression } from './vehicle-hues.ts';

const schemes = ['light', 'dark'] as const;

describe('tokens', () => {
  it('are what tokens.css says', () => {
    expect(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')).toBe(printTokensCss());
  });

  it.each(schemes)('give text AA contrast on every ground it stands on (%s)', (scheme) => {
    const { canvas, surface, sunken, ink, inkMuted, accent, accentInk, accentWash, accentHover, ...rest } =
      palettes[scheme];
    for (const ground of [canvas, surface, sunken]) {
      for (const text of [ink, inkMuted, accent, accentHover, rest.broken, rest.atRisk, rest.good]) {
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    const pairs = [
      [accentInk, accent],
      [accentInk, accentHover],
      [ink, accentWash],
      [accent, accentWash],
      [rest.broken, rest.brokenWash],
      [rest.atRisk, rest.atRiskWash],
      [rest.good, rest.goodWash],
    ] as const;
    for (const [text, ground] of pairs)
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rest.lineStrong, surface)).toBeGreaterThanOrEqual(3);
  });
});

describe('vehicle hues', () => {
  const grounds = { light: ['#f6f5f2', '#ffffff'], dark: ['#14181c', '#20262c'] };

  it.each(schemes)('stand out from the map and carry readable labels (%s)', (scheme) => {
    for (let index = 0; index < hueCount; index++) {
      const hue = vehicleHue(index)[scheme];
      for (const ground of grounds[scheme]) expect(contrast(hue, ground), hue).toBeGreaterThanOrEqual(3);
      expect(contrast(inkOn(hue), hue), hue).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(schemes)('can be told apart with any colour vision, and are never taken for red or amber (%s)', (scheme) => {
    const all = Array.from({ length: hueCount }, (_, index) => vehicleHue(index)[scheme]);
    for (const [vision, matrix] of Object.entries(visions)) {
      for (const [at, first] of all.entries()) {
        for (const second of all.slice(at + 1)) {
          expect(distance(first, second, matrix), `${first} and ${second}, ${vision}`).toBeGreaterThan(0.06);
        }
      }
    }
    for (const hue of all) {
      for (const alarm of [palettes[scheme].broken, palettes[scheme].atRisk]) {
        expect(distance(hue, alarm, visions.normal), `${hue} and ${alarm}`).toBeGreaterThan(0.1);
      }
    }
  });

  it('repeat from the thirteenth on and accept any whole number', () => {
    expect(vehicleHue(12)).toEqual(vehicleHue(0));
    expect(vehicleHue(-1)).toEqual(vehicleHue(11));
  });

  it('come as one map expression with the same colours', () => {
    const expression = vehicleHueExpression('v', 'dark');
    expect(expression.length).toBe(2 + 2 * hueCount + 1);
    expect(expression[3 + 2 * 4]).toBe(vehicleHue(4).dark);
  });
});

type Matrix = readonly (readonly [number, number, number])[];

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
const visions: Record<'normal' | 'protan' | 'deutan' | 'tritan', Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance in OKLab (0.02 is about the least one sees side by side). */
function distance(first: string, second: string, vision: Matrix): number {
  const [a, b] = [oklab(first, vision), oklab(second, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function oklab(hex: string, vision: Matrix): [number, number, number] {
  const linear = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const [r, g, b] = vision.map((row) => {
    const sum = row.reduce((total, weight, at) => total + weight * linear[at]!, 0);
    return Math.min(1, Math.max(0, sum));
  }) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
