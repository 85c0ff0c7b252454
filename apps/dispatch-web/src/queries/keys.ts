/** First words of the query keys: what the live feed names when something is out of date. */
export const keys = {
  organisation: ['organisation'],
  apiKeys: ['api-keys'],
  merchants: ['merchants'],
  fleet: ['fleet'],
  jobs: ['jobs'],
  job: (jobId: string) => ['job', jobId],
  itineraries: (date: string) => ['itineraries', date],
  itineraryShapes: (date: string) => ['itinerary-shapes', date],
  conflicts: ['conflicts'],
  plans: ['plans'],
  plan: (planId: string) => ['plan', planId],
  imports: ['imports'],
  messages: ['messages'],
  webhooks: ['webhooks'],
  reports: ['reports'],
  incidents: ['incidents'],
} as const;
