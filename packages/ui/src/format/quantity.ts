/** `45 s`, `12 min`, `1 h 05 min`; minutes are rounded, so that 59.6 minutes is one hour and never `60 min`. */
export function duration(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  if (Math.round(size) < 60) return Math.round(size) === 0 ? '0 s' : `${sign}${Math.round(size)} s`;
  const minutes = Math.round(size / 60);
  if (minutes < 60) return `${sign}${minutes} min`;
  return `${sign}${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A difference: `+6 min`, `−12 min`, `0 s`. */
export function durationDifference(seconds: number): string {
  return Math.round(seconds) > 0 ? `+${duration(seconds)}` : duration(seconds);
}

/** How old something is: `0.4 s`, `12 s`, `3 min`, `2 h`, `4 d`; rounded down, since data is never younger than said. */
export function age(seconds: number): string {
  const size = Math.max(0, seconds);
  if (size < 10) return `${(Math.floor(size * 10) / 10).toFixed(1)} s`;
  if (size < 60) return `${Math.floor(size)} s`;
  if (size < 3600) return `${Math.floor(size / 60)} min`;
  if (size < 86_400) return `${Math.floor(size / 3600)} h`;
  return `${Math.floor(size / 86_400)} d`;
}

/** `850 m`, `3.1 km`, `212 km`. */
export function distance(meters: number): string {
  const sign = meters < 0 ? '−' : '';
  const size = Math.abs(meters);
  if (size < 995) return `${Math.round(size / 10) === 0 ? '' : sign}${Math.round(size / 10) * 10} m`;
  const kilometers = size / 1000;
  return `${sign}${kilometers < 99.95 ? kilometers.toFixed(1) : Math.round(kilometers)} km`;
}

/** `+3.1 km`, `−850 m`. */
export function distanceDifference(meters: number): string {
  return meters > 0 ? `+${distance(meters)}` : distance(meters);
}

/** `800 g`, `24.5 kg`, `1,240 kg`. */
export function weight(grams: number): string {
  if (grams < 1000) return `${Math.round(grams)} g`;
  const kilograms = grams / 1000;
  return `${kilograms < 100 ? String(Number(kilograms.toFixed(1))) : Math.round(kilograms).toLocaleString('en-GB')} kg`;
}

/** `40 l`, `1.2 m³`. */
export function volume(litres: number): string {
  return litres < 1000 ? `${Math.round(litres)} l` : `${Number((litres / 1000).toFixed(1))} m³`;
}

/** `12 kB`, `1.2 MB`; nothing is less than 1 kB. */
export function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  return kilobytes < 1000 ? `${kilobytes} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
