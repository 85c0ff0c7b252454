export interface ScreenPoint {
  x: number;
  y: number;
}

/** Whether a point lies inside a closed line, by the even-odd rule; fewer than three corners enclose nothing. */
export function isInside(polygon: readonly ScreenPoint[], { x, y }: ScreenPoint): boolean {
  if (polygon.length < 3) return false;
  let inside = false;
  let previous = polygon.at(-1) as ScreenPoint;
  for (const corner of polygon) {
    const crosses =
      corner.y > y !== previous.y > y &&
      x < ((previous.x - corner.x) * (y - corner.y)) / (previous.y - corner.y) + corner.x;
    if (crosses) inside = !inside;
    previous = corner;
  }
  return inside;
}
