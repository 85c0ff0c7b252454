/** What people depend on, and how it is and was. */
export { ComponentGroups } from './component-groups.tsx';
