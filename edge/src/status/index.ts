/** What the public sees: states, bars and words, as one document and as files for any host. */
export { cacheControlOf, typeOf } from './file-kinds.ts';
export { keepPublished, type StatusKeeper } from './keep-published.ts';
export { openPublisher, type Publisher } from './publish.ts';
export type { StatusSource } from './status-document.ts';
