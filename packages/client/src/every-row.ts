/**
 * Every row of a list, page after page: `everyRow((after) => client.call(fleetEndpoints.listVehicles, { query: { after } }))`.
 * Each page is the list as it stands then.
 */
export async function everyRow<Row>(
  read: (after: string | undefined) => Promise<{ readonly rows: readonly Row[]; readonly next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}
