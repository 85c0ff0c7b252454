import {
  actionStates,
  incidentStates,
  itineraryStates,
  jobStates,
  maintenanceStates,
  messageStates,
  planStates,
  printDiagram,
  type StateTable,
  stopStates,
} from '../index.ts';

/** The page of diagrams that stands in STATES.md. `node src/states/print-states-page.ts` writes it anew. */
export function statesPage(): string {
  const tables: readonly StateTable<string, string>[] = [
    jobStates,
    actionStates,
    itineraryStates,
    stopStates,
    planStates,
    messageStates,
    incidentStates,
    maintenanceStates,
  ];
  const sections = tables.map((table) => {
    const title = `${table.thing[0]?.toUpperCase()}${table.thing.slice(1)}`;
    return `## ${title}\n\n\`\`\`mermaid\n${printDiagram(table)}\n\`\`\``;
  });
  const intro = 'Printed from the tables in `src/states`; each arrow names the event and who may raise it.';
  return `# States\n\n${intro}\n\n${sections.join('\n\n')}\n`;
}
