import {
  type CSSVariablesResolver,
  colorsTuple,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  rem,
} from '@mantine/core';
import { fontFamily, palettes, radiusPx, textSizes } from '../tokens/tokens.ts';

// Mantine wants ten shades a colour; where it picks one by itself, the resolver below puts our token in its place.
const lightShades = (name: 'accent' | 'broken' | 'atRisk' | 'good'): MantineColorsTuple => {
  const { light, dark } = palettes;
  const wash = name === 'accent' ? light.accentWash : light[`${name}Wash`];
  return [
    wash,
    wash,
    dark[name],
    dark[name],
    dark[name],
    light[name],
    light[name],
    light[name],
    light[name],
    light[name],
  ];
};

const px = (step: keyof typeof textSizes) => rem(textSizes[step].sizePx);
const line = (step: keyof typeof textSizes) => String(textSizes[step].linePx / textSizes[step].sizePx);
const oneRadius = rem(radiusPx);

/** Mantine in our tokens: one radius, one shadow, four sizes; red and amber only as `broken` and `atRisk`. */
export const theme = createTheme({
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: px('title'), lineHeight: line('title') },
      h2: { fontSize: px('large'), lineHeight: line('large') },
      h3: { fontSize: px('body'), lineHeight: line('body') },
      h4: { fontSize: px('body'), lineHeight: line('body') },
      h5: { fontSize: px('small'), lineHeight: line('small') },
      h6: { fontSize: px('small'), lineHeight: line('small') },
    },
  },
  fontSizes: { xs: px('small'), sm: px('body'), md: px('body'), lg: px('large'), xl: px('title') },
  lineHeights: { xs: line('small'), sm: line('body'), md: line('body'), lg: line('large'), xl: line('title') },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: oneRadius, sm: oneRadius, md: oneRadius, lg: oneRadius, xl: oneRadius },
  defaultRadius: 'sm',
  shadows: {
    xs: 'var(--rm-shadow)',
    sm: 'var(--rm-shadow)',
    md: 'var(--rm-shadow)',
    lg: 'var(--rm-shadow)',
    xl: 'var(--rm-shadow)',
  },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  // Mantine judges the light shade in both themes; the ink on the accent follows the theme by itself.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const onAccent = input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === 'accent';
    return onAccent ? { ...colors, color: 'var(--rm-accent-ink)' } : colors;
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    accent: lightShades('accent'),
    broken: lightShades('broken'),
    atRisk: lightShades('atRisk'),
    good: lightShades('good'),
    // Mantine reaches for these itself (errors, loaders); they must not bring a second red into the house.
    red: lightShades('broken'),
    yellow: lightShades('atRisk'),
    gray: colorsTuple([
      palettes.light.canvas,
      palettes.light.sunken,
      palettes.light.sunken,
      palettes.light.line,
      palettes.light.line,
      palettes.light.lineStrong,
      palettes.light.lineStrong,
      palettes.light.inkMuted,
      palettes.light.inkMuted,
      palettes.light.ink,
    ]),
    dark: colorsTuple([
      palettes.dark.ink,
      palettes.dark.inkMuted,
      palettes.dark.inkMuted,
      palettes.dark.lineStrong,
      palettes.dark.line,
      palettes.dark.line,
      palettes.dark.surface,
      palettes.dark.canvas,
      palettes.dark.sunken,
      palettes.dark.sunken,
    ]),
  },
});

// Our variables follow the theme by themselves, so one mapping does for both.
const mapped: Record<string, string> = {
  '--mantine-color-body': 'var(--rm-surface)',
  '--mantine-color-text': 'var(--rm-ink)',
  '--mantine-color-bright': 'var(--rm-ink)',
  '--mantine-color-dimmed': 'var(--rm-ink-muted)',
  '--mantine-color-placeholder': 'var(--rm-ink-muted)',
  '--mantine-color-anchor': 'var(--rm-accent)',
  '--mantine-color-default': 'var(--rm-surface)',
  '--mantine-color-default-hover': 'var(--rm-sunken)',
  '--mantine-color-default-color': 'var(--rm-ink)',
  '--mantine-color-default-border': 'var(--rm-line-strong)',
  '--mantine-color-error': 'var(--rm-broken)',
  ...Object.fromEntries(
    [
      ['accent', 'accent', 'accent-hover'],
      ['broken', 'broken', 'broken'],
      ['red', 'broken', 'broken'],
      ['atRisk', 'at-risk', 'at-risk'],
      ['yellow', 'at-risk', 'at-risk'],
      ['good', 'good', 'good'],
    ].flatMap(([name, token, hover]) => [
      [`--mantine-color-${name}-text`, `var(--rm-${token})`],
      [`--mantine-color-${name}-filled`, `var(--rm-${token})`],
      [`--mantine-color-${name}-filled-hover`, `var(--rm-${hover})`],
      [`--mantine-color-${name}-light`, `var(--rm-${token}-wash)`],
      [`--mantine-color-${name}-light-hover`, `var(--rm-${token}-wash)`],
      [`--mantine-color-${name}-light-color`, `var(--rm-${token})`],
      [`--mantine-color-${name}-outline`, `var(--rm-${token})`],
      [`--mantine-color-${name}-outline-hover`, `var(--rm-${token}-wash)`],
    ]),
  ),
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: mapped,
  dark: { ...mapped, '--mantine-primary-color-contrast': 'var(--rm-accent-ink)' },
});
