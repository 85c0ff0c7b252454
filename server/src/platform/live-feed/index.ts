export type { LiveFeed, LiveValue } from './live-feed.ts';
export { openPostgresLiveFeed } from './postgres-live-feed.ts';
