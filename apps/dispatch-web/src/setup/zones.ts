/** Time zones to choose from, the one that is set among them: not every browser lists `UTC`, which many servers stand in. */
export const zonesWith = (zone: string): string[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])].toSorted();
