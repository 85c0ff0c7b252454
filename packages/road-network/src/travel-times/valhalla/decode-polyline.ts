/** Google's encoded polyline at six decimals → `[lon, lat]`; at least two positions, as GeoJSON wants. */
export function decodePolyline(encoded: string): [number, number][] {
  const coordinates: [number, number][] = [];
  let at = 0;
  let lat = 0;
  let lon = 0;
  const readDelta = () => {
    let shift = 0;
    let bits = 0;
    let chunk: number;
    do {
      chunk = encoded.charCodeAt(at++) - 63;
      bits |= (chunk & 31) << shift;
      shift += 5;
    } while (chunk >= 32);
    return bits & 1 ? ~(bits >> 1) : bits >> 1;
  };
  while (at < encoded.length) {
    lat += readDelta();
    lon += readDelta();
    coordinates.push([lon / 1e6, lat / 1e6]);
  }
  if (coordinates.length === 1) coordinates.push(coordinates[0]!);
  return coordinates;
}
