import { contrast, inkOn } from '@roundsman/ui';
import type { CSSProperties } from 'react';

/** WCAG 1.4.11: what is not text but must be seen. */
const VISIBLE_CONTRAST = 3;
/** WCAG 1.4.3, for text. */
const READABLE_CONTRAST = 4.5;

/**
 * The sender's colour, as custom properties: `--sender` for surfaces, `--sender-ink` readable on it. A colour that could not be told from the
 * page is given an edge. Anything but `#rrggbb` leaves the platform's own accent.
 */
export function accentStyle(colour: string | null, canvas: string): CSSProperties {
  if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return {};
  const edge = contrast(colour, canvas) < VISIBLE_CONTRAST ? 'var(--rm-line-strong)' : colour;
  // On a few middling colours neither the platform's near-black nor white reads well; pure black then does.
  const ink = contrast(inkOn(colour), colour) < READABLE_CONTRAST ? '#000000' : inkOn(colour);
  return { '--sender': colour, '--sender-ink': ink, '--sender-edge': edge } as CSSProperties;
}
