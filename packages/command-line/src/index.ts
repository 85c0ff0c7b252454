/** @roundsman/command-line: `roundsman solve problem.json`. See README.md for the formats and their units. */
export { runCommand } from './run-command.ts';
