import { inkOn } from './contrast.ts';
import {
  type ColorScheme,
  fontFamily,
  gridPx,
  palettes,
  radiusPx,
  shadows,
  spaceSteps,
  targetPx,
  textSizes,
} from './tokens.ts';
import { hueCount, vehicleHue } from './vehicle-hues.ts';

/** The text of `tokens.css`. Light is the default; dark follows the system unless `data-theme` on the root decides. */
export function printTokensCss(): string {
  const dark = colorLines('dark');
  return [
    '/* Printed from tokens.ts by `npm run tokens -w packages/ui`; do not edit. */',
    block(':root', ['color-scheme: light;', ...sizeLines(), ...colorLines('light')]),
    `@media (prefers-color-scheme: dark) {\n${indent(block(':root:not([data-theme="light"])', ['color-scheme: dark;', ...dark]))}\n}`,
    block(':root[data-theme="dark"]', ['color-scheme: dark;', ...dark]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function sizeLines(): string[] {
  const rem = (px: number) => `${px / 16}rem`;
  return [
    `--rm-font: ${fontFamily};`,
    ...Object.entries(textSizes).flatMap(([name, { sizePx, linePx }]) => [
      `--rm-text-${name}: ${rem(sizePx)};`,
      `--rm-line-${name}: ${rem(linePx)};`,
    ]),
    ...spaceSteps.map((step) => `--rm-space-${step}: ${rem(step * gridPx)};`),
    `--rm-radius: ${radiusPx}px;`,
    `--rm-target-touch: ${targetPx.touch}px;`,
    `--rm-target-crew: ${targetPx.crew}px;`,
  ];
}

function colorLines(scheme: ColorScheme): string[] {
  const colors = Object.entries(palettes[scheme]).map(([name, value]) => `--rm-${kebab(name)}: ${value};`);
  const hues = Array.from({ length: hueCount }, (_, index) => {
    const hue = vehicleHue(index)[scheme];
    return [`--rm-hue-${index + 1}: ${hue};`, `--rm-hue-${index + 1}-ink: ${inkOn(hue)};`];
  }).flat();
  return [...colors, `--rm-shadow: ${shadows[scheme]};`, ...hues];
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const block = (selector: string, lines: string[]) => `${selector} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
const indent = (text: string) => text.replace(/^/gm, '  ');
