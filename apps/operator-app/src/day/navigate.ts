import type { LonLatDto } from '@roundsman/api-contract';

/** The phone's own map with the way to a place: Apple's on an iPhone, the chosen app on Android, Google's page elsewhere. */
export function navigationUrl(to: LonLatDto, label: string, userAgent: string): string {
  const place = `${to.lat.toFixed(6)},${to.lon.toFixed(6)}`;
  if (/iPhone|iPad|iPod/.test(userAgent)) return `https://maps.apple.com/?daddr=${place}&dirflg=d`;
  if (/Android/.test(userAgent)) return `geo:${place}?q=${place}(${encodeURIComponent(label)})`;
  return `https://www.google.com/maps/dir/?api=1&travelmode=driving&destination=${encodeURIComponent(place)}`;
}
