export type { RunningTasks, TaskContext, TaskHandler, TaskOptions } from './run-tasks.ts';
export { runTasks } from './run-tasks.ts';
