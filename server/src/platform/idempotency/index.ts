export type { Answered, KeyedRequest } from './answer-once.ts';
export { answerOnce, forgetOldAnswers } from './answer-once.ts';

/** What answers with secrets are sealed for while they are kept. */
export const KEPT_ANSWERS_SEAL = 'kept answers';
