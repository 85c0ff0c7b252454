export { type LiveFeed, type LiveValue, toldTo } from './live-feed.ts';
export { openPostgresLiveFeed } from './postgres-live-feed.ts';
