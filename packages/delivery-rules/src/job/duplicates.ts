/** What makes two jobs look like one, within one merchant and never across. */
export interface DuplicateMarks {
  readonly merchantId: string;
  readonly name: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  readonly serviceDate: string | null;
}

/** Equal for what people write in different ways: case, accents, punctuation, ß and ss, Strasse and Str. */
export function duplicateKey(marks: DuplicateMarks): string {
  const place = marks.postcode.trim() || marks.city;
  const address = [plain(marks.street), plain(marks.houseNumber), plain(place)].join(' ');
  return [marks.merchantId, plainName(marks.name), address.trim(), marks.serviceDate ?? ''].join('|');
}

export interface DuplicateCandidate {
  readonly key: string;
  readonly referenceId: string | null;
  readonly duplicateAllowed: boolean;
  readonly retryOf: string | null;
}

/** False when the merchant's own numbers differ, when it is a retry, or when somebody said it is meant. */
export function isSuspectedDuplicate(candidate: DuplicateCandidate, existing: DuplicateCandidate): boolean {
  if (candidate.key !== existing.key || candidate.duplicateAllowed || candidate.retryOf !== null) return false;
  const bothNumbered = candidate.referenceId !== null && existing.referenceId !== null;
  return !bothNumbered || candidate.referenceId === existing.referenceId;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/str(?:asse)?\b\.?/gu, 'strasse')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** "Meier, Anna" and "Anna Meier" are one person. */
const plainName = (name: string): string => plain(name).split(' ').sort().join(' ');
