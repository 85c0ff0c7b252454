import type { AnswerType, operatorEndpoints } from '@roundsman/client';

type TodayAnswer = AnswerType<NonNullable<(typeof operatorEndpoints.today)['answer']>>;

/** The platform's last word on the day, with the tag to ask for the next one by. */
export interface Today extends TodayAnswer {
  readonly etag: string | null;
  /** On the device's clock, epoch milliseconds. */
  readonly heardAt: number;
}
