/** What a first start fills an empty database with. */
export { createLiveOrganisation, type LiveOrganisation } from './create-live-organisation.ts';
export {
  isSampleUnfinished,
  loadSample,
  SAMPLE_SIGN_IN,
  type SampleParts,
} from './load-sample.ts';
export { readSampleSetting, type SampleSetting } from './sample-setting.ts';
