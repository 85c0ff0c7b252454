/** What the apps share and every app may load: no Mantine here (`/mantine`) and no map (`/map`). Styles: `/base.css`. */
export { type ColorSchemeChoice, type ColorSchemeState, useColorScheme } from './color-scheme.ts';
export { ColorSchemeSwitch } from './components/color-scheme-switch.tsx';
export { type Connection, ConnectionState, type ConnectionStateProps } from './components/connection-state.tsx';
export {
  Empty,
  type EmptyProps,
  Failed,
  type FailedProps,
  Loading,
  TooMuch,
  type TooMuchProps,
} from './components/list-states.tsx';
export { Distance, Duration, TimeOfDay, type TimeOfDayProps } from './components/quantities.tsx';
export { SandboxBand, type SandboxBandProps } from './components/sandbox-band.tsx';
export { Sentence, type SentenceProps, type SentenceTone } from './components/sentence.tsx';
export { type StateFill, StateMark, type StateMarkProps, stateFill } from './components/state-mark.tsx';
export {
  age,
  distance,
  distanceDifference,
  duration,
  durationDifference,
  fileSize,
  volume,
  weight,
} from './format/quantity.ts';
export { dayLabel, daysAfter, localDate, timeOfDay, timeSpan, zoneLabel } from './format/time.ts';
export { allowPush, endPush, type PushBrowser, type PushState, readPushState } from './push/browser-push.ts';
export {
  anchorBusinessClock,
  type BusinessClock,
  BusinessClockProvider,
  businessTimeAt,
  readBusinessTime,
  readDeviceTime,
  readMonotonicMilliseconds,
  realClock,
  useNow,
  useRealNow,
} from './time/clock.ts';
export { contrast, inkOn } from './tokens/contrast.ts';
export { type ColorScheme, type Palette, palettes, targetPx, textSizes } from './tokens/tokens.ts';
export {
  type HueExpression,
  hueCount,
  type VehicleHue,
  vehicleHue,
  vehicleHueExpression,
} from './tokens/vehicle-hues.ts';
