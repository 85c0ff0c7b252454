import type { TrackerView } from '@roundsman/api-contract';

export type Stage = TrackerView['stage'];
export type Outcome = NonNullable<TrackerView['outcome']>;

/** Everything this page says, once per language; a language without a word does not compile. */
export interface Words {
  /** BCP 47, for `lang` and for Intl. */
  readonly language: string;
  readonly title: string;
  /** Above every page of a sandbox. */
  readonly sandbox: string;
  readonly loading: string;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly stageOf: string;
  readonly promised: string;
  readonly promiseChanged: string;
  readonly noPromise: string;
  readonly today: string;
  readonly tomorrow: string;
  /** A span of time, once formatted. */
  readonly between: (span: string) => string;
  readonly arrival: string;
  readonly mostLikely: (time: string) => string;
  readonly asOf: (age: string) => string;
  readonly stopsBefore: (stops: number) => string;
  readonly localTime: (zone: string) => string;
  readonly whatComes: string;
  readonly whatCame: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly where: string;
  readonly map: string;
  readonly mapOf: (sender: string) => string;
  readonly vehicle: string;
  readonly you: string;
  readonly positionAge: (age: string) => string;
  readonly confirmQuestion: string;
  readonly confirm: string;
  readonly confirmed: string;
  readonly anotherTime: string;
  readonly callAboutTime: (sender: string) => string;
  readonly otherTimes: {
    readonly title: string;
    readonly show: string;
    readonly loading: string;
    readonly none: (sender: string) => string;
    readonly take: (day: string, span: string) => string;
    readonly taken: string;
  };
  readonly instructions: string;
  readonly instructionsHint: string;
  readonly instructionsLeft: (characters: number) => string;
  readonly save: string;
  readonly saved: string;
  readonly contact: string;
  readonly call: (sender: string) => string;
  readonly noPhone: (sender: string) => string;
  readonly proof: string;
  readonly handedOver: (day: string, time: string) => string;
  readonly receivedBy: (name: string) => string;
  readonly handedTo: Readonly<Record<string, string>>;
  readonly photo: (number: number) => string;
  readonly signature: string;
  readonly rateQuestion: string;
  readonly stars: (stars: number) => string;
  readonly rateWords: string;
  readonly send: string;
  readonly thanks: string;
  readonly youGave: (stars: number) => string;
  readonly offline: (age: string) => string;
  readonly sending: string;
  readonly notSaved: string;
  /** The platform said no: the time is gone, or it is too late for that. */
  readonly refused: { readonly slot: string; readonly other: string };
  readonly expiredTitle: string;
  readonly expired: string;
  readonly unknownTitle: string;
  readonly unknown: string;
  readonly unreachableTitle: string;
  readonly unreachable: string;
  readonly again: string;
  readonly lookUp: string;
  readonly lookupTitle: string;
  readonly lookupHint: string;
  readonly jobCode: string;
  readonly postcode: string;
  readonly find: string;
  readonly notFound: string;
  readonly tooOften: string;
  readonly push: { readonly title: string; readonly allow: string; readonly allowed: string };
  /** The page on which somebody chooses what they hear. */
  readonly preferences: {
    readonly title: string;
    readonly loading: string;
    readonly heading: (sender: string) => string;
    readonly intro: string;
    readonly channels: Readonly<Record<'email' | 'sms', string>>;
    readonly service: string;
    readonly rating: string;
    readonly stands: string;
    readonly history: string;
    readonly entry: (channel: string, purpose: string | null, wanted: boolean) => string;
    readonly back: string;
    readonly link: string;
  };
  readonly code: (code: string) => string;
  readonly madeWith: string;
}
