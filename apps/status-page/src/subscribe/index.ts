/** How people are told without looking here. */
export { Subscribe } from './subscribe.tsx';
