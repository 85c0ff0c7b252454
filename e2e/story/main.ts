import { parseArgs } from 'node:util';
import { Steps, StoryOver } from './steps.ts';
import { tellStory } from './tell-story.ts';

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:4000' } } });
const steps = new Steps((words) => console.log(words));
try {
  await tellStory(values.url.replace(/\/+$/, ''), steps);
} catch (error) {
  if (error instanceof StoryOver) console.log(`  the story cannot go on without: ${error.message}`);
  else throw error;
}
console.log(`story: ${steps.passed} passed, ${steps.failed} failed`);
process.exit(steps.failed > 0 ? 1 : 0);
