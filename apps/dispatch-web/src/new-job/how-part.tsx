import { Section } from '../job/section.tsx';
import { HowFields } from './how-fields.tsx';
import type { PartProps } from './part.ts';

/** How, the last thing that a telephone call comes to. */
export function HowPart(part: PartProps) {
  return (
    <Section title="How">
      <HowFields {...part} />
    </Section>
  );
}
