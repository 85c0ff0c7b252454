export function callsWithoutBudget(text: string): { readonly line: number; readonly text: string }[];
