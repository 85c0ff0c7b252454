/** The one place where a colour, size or distance of the screens is decided. `tokens.css` is printed from here. */

export type ColorScheme = 'light' | 'dark';

/** Every colour by its meaning. Red (`broken`) and amber (`atRisk`) speak of promises and of nothing else. */
export interface Palette {
  /** Behind everything. */
  canvas: string;
  /** Sheets, cards, inputs: what content lies on. */
  surface: string;
  /** Wells: table headers, tracks, code. */
  sunken: string;
  /** Hair lines between things. */
  line: string;
  /** Edges that carry meaning (inputs, hollow marks): 3:1 against surface. */
  lineStrong: string;
  ink: string;
  inkMuted: string;
  /** What can be clicked, and nothing else. */
  accent: string;
  accentHover: string;
  /** Text on accent. */
  accentInk: string;
  /** A selected row, a hovered button. */
  accentWash: string;
  broken: string;
  brokenWash: string;
  atRisk: string;
  atRiskWash: string;
  /** As it should be: the live dot, an operational component. */
  good: string;
  goodWash: string;
}

export const palettes: Record<ColorScheme, Palette> = {
  light: {
    canvas: '#f5f6f7',
    surface: '#ffffff',
    sunken: '#eceef1',
    line: '#dce0e5',
    lineStrong: '#838c98',
    ink: '#15191e',
    inkMuted: '#545d68',
    accent: '#1c56c9',
    accentHover: '#17479f',
    accentInk: '#ffffff',
    accentWash: '#e6eefc',
    broken: '#b3161b',
    brokenWash: '#fdeceb',
    atRisk: '#8a5200',
    atRiskWash: '#fdf1dc',
    good: '#1c7549',
    goodWash: '#e4f4ea',
  },
  dark: {
    canvas: '#101418',
    surface: '#191e24',
    sunken: '#0b0e11',
    line: '#2b333c',
    lineStrong: '#717c89',
    ink: '#e9ecef',
    inkMuted: '#a3adb8',
    accent: '#86b0ff',
    accentHover: '#a9c7ff',
    accentInk: '#081a3a',
    accentWash: '#1c2b46',
    broken: '#ff9088',
    brokenWash: '#3d1c1b',
    atRisk: '#f3b64c',
    atRiskWash: '#37290f',
    good: '#64c592',
    goodWash: '#16301f',
  },
};

/** One family; the fallbacks carry the words until it has loaded, or where it was left out. */
export const fontFamily = '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Four sizes, in px at the browser's default; printed as rem so that a reader's own size counts. */
export const textSizes = {
  small: { sizePx: 12, linePx: 16 },
  body: { sizePx: 14, linePx: 20 },
  large: { sizePx: 18, linePx: 24 },
  title: { sizePx: 28, linePx: 36 },
} as const;

/** Steps of the 4-pixel grid: `--rm-space-3` is 12 px. */
export const spaceSteps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16] as const;
export const gridPx = 4;

export const radiusPx = 6;

export const shadows: Record<ColorScheme, string> = {
  light: '0 1px 2px rgb(16 24 40 / 0.06), 0 8px 24px rgb(16 24 40 / 0.12)',
  dark: '0 1px 2px rgb(0 0 0 / 0.5), 0 8px 24px rgb(0 0 0 / 0.55)',
};

/** Smallest target for a finger, and for a crew's glove. */
export const targetPx = { touch: 44, crew: 56 } as const;
