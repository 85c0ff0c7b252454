export const SIDE_PX = 84;
export const RESULT_PX = 200;
export const cellId = (jobId: string, column: number) => `cell-${jobId}-${column}`;
