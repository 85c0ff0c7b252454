export { assertValid, assertValidJob, InvalidProblem } from './assert-valid.ts';
export { validateProblem } from './validate-problem.ts';
