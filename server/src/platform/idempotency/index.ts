export type { Answered, KeyedRequest } from './answer-once.ts';
export { answerOnce, forgetOldAnswers } from './answer-once.ts';
