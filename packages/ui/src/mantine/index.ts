/** Mantine dressed in the tokens, for the apps with forms. Styles of components beyond `mantine.css` an app imports itself. */
export { RoundsmanProvider } from './provider.tsx';
export { theme } from './theme.ts';
