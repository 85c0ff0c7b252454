/** Several edge programs at different places as one: a common store, one that acts, and what all of them see. */
export { type Sharing, shareStore } from './share-store.ts';
