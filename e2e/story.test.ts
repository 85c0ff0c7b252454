import { afterAll, beforeAll, expect, it } from 'vitest';
import { PlatformProcess } from './harness/platform.ts';
import { Steps } from './story/steps.ts';
import { tellStory } from './story/tell-story.ts';

let platform: PlatformProcess;
beforeAll(async () => {
  platform = await PlatformProcess.open();
});
afterAll(() => platform?.close());

it('walks the whole story over the public doors', async () => {
  const told: string[] = [];
  const steps = new Steps((words) => told.push(words));
  await tellStory(platform.url, steps);
  expect(told.filter((line) => line.includes('FAIL'))).toEqual([]);
  expect(steps.passed).toBeGreaterThan(15);
});
