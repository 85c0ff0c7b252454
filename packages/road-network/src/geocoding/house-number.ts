/** "12a" is { number: 12, suffix: "a" }; a building with "71-75" covers 71 … 75 on its side of the street. */
export interface HouseNumber {
  readonly number: number;
  readonly last: number;
  readonly suffix: string;
}

const PATTERN =
  /^(?:nr|no|nummer|hausnr)?[.\s#]*(\d{1,5})\s*([a-z]?)(?![a-z])(?:\s*[-–/]\s*(\d{1,5})?\s*([a-z]?)(?![a-z]))?/i;

/** The first number in the text, null when there is none. */
export function parseHouseNumber(text: string): HouseNumber | null {
  const found = PATTERN.exec(text.trim());
  if (!found) return null;
  const number = Number(found[1]);
  const last = Number(found[3] ?? Number.NaN);
  const isRange = /[-–]/.test(found[0]) && last > number && last - number <= 40;
  return { number, last: isRange ? last : number, suffix: (found[2] ?? '').toLowerCase() };
}

/** All numbers that a map object carries: "76, 76a, 76b" are three. */
export function parseHouseNumbers(text: string): HouseNumber[] {
  return text
    .split(/[,;]/)
    .map(parseHouseNumber)
    .filter((number) => number !== null);
}

export function covers(building: HouseNumber, asked: HouseNumber): boolean {
  if (building.number === asked.number) return building.suffix === asked.suffix;
  return asked.number > building.number && asked.number <= building.last && (asked.number - building.number) % 2 === 0;
}
