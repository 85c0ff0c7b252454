/** RFC 4180: a field with a comma, a quote or a line break stands in quotes. */
export function csvLine(fields: readonly string[]): string {
  return fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

export function csvFile(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[header, ...rows].map(csvLine).join('\r\n')}\r\n`;
}

/** Reads the plain CSV of the extract's addresses: no quotes, no line breaks inside fields. */
export function readPlainCsv(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(names.map((name, at) => [name, fields[at]?.trim() ?? '']));
  });
}
