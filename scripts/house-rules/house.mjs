/** The house's one list of what stands where. The checks and CONTRIBUTING.md lean on it. */

/** Each module may call those before it, through their index.ts. */
export const modules = [
  'accounts',
  'fleet',
  'customers',
  'jobs',
  'plans',
  'itineraries',
  'slots',
  'tracking',
  'notifications',
  'outbound-email',
  'outbound-sms',
  'webhooks',
  'reports',
  'privacy',
  'service-levels',
  'sandboxes',
];

export const doors = ['public-api', 'operator-api', 'tracker-api'];

/** Fewer files read than this and a check has looked at nothing, however green it is. */
export const leastFilesRead = 250;

/** Where the machine may be asked what time it is. */
export const clocks = [
  /^server\/src\/platform\/clock\//,
  /^edge\/src\/clock\.ts$/,
  /^packages\/client\/src\/clock\.ts$/,
  /^packages\/ui\/src\/time\/clock\.ts$/,
];
