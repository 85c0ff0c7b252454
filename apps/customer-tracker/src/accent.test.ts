import { contrast } from '@roundsman/ui';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentStyle } from './accent.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('words on the sender’s colour can be read, whatever the colour', () => {
  fc.assert(
    fc.property(colour, (accent) => {
      const style = accentStyle(accent, '#ffffff') as Record<string, string>;
      expect(contrast(style['--sender-ink']!, accent)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a colour that could not be told from the page gets an edge, and no colour is no style', () => {
  expect(accentStyle('#fefefe', '#ffffff')).toMatchObject({ '--sender-edge': 'var(--rm-line-strong)' });
  expect(accentStyle('#0b6e4f', '#ffffff')).toMatchObject({ '--sender-edge': '#0b6e4f' });
  expect(accentStyle(null, '#ffffff')).toEqual({});
  expect(accentStyle('red;} body{', '#ffffff')).toEqual({});
});
