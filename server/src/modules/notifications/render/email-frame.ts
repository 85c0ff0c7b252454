import { readFile } from 'node:fs/promises';

/** The accent colour of the MJML files, replaced in the page that comes out. */
const ACCENT = /#a1b2c3/gi;
const ACCENT_BY_DEFAULT = '#0b5563';

export type FrameSlot =
  | 'language'
  | 'subject'
  | 'preview'
  | 'sender'
  | 'heading'
  | 'paragraphs'
  | 'button'
  | 'link'
  | 'facts'
  | 'why';

/** Fills the frame. Values are HTML already; what comes of text went through `escapeHtml`. */
export type FillFrame = (values: Readonly<Record<FrameSlot, string>>, accentColour: string | null) => string;

let frames: Promise<{ readonly withButton: FillFrame; readonly withoutButton: FillFrame }> | undefined;

/** The e-mail frame, compiled from MJML once a process: filling it takes microseconds, compiling it tens of milliseconds. */
export async function emailFrame(withButton: boolean): Promise<FillFrame> {
  frames ??= compileFrames();
  return withButton ? (await frames).withButton : (await frames).withoutButton;
}

async function compileFrames() {
  const [frame, button] = await Promise.all([readSource('frame.mjml'), readSource('button.mjml')]);
  return {
    withButton: await compile(frame.replace('<!-- button -->', button)),
    withoutButton: await compile(frame.replace('<!-- button -->', '')),
  };
}

const readSource = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

async function compile(source: string): Promise<FillFrame> {
  // Loading MJML takes half a second, which a process that writes to nobody should not spend.
  const { default: mjml2html } = await import('mjml');
  // No fonts: a name that MJML knows would be fetched from its maker by everybody who opens the e-mail.
  const { html, errors } = await mjml2html(source, { validationLevel: 'strict', keepComments: false, fonts: {} });
  if (errors.length > 0) throw new Error(`The e-mail frame is no MJML: ${errors[0]?.formattedMessage}`);
  const pieces = html.split(/\[\[([a-z]+)\]\]/);
  return (values, accentColour) => {
    const filled = pieces.map((piece, i) => (i % 2 === 0 ? piece : values[piece as FrameSlot])).join('');
    return filled.replace(ACCENT, readableAccent(accentColour));
  };
}

/** White words stand on it, so a colour too light for them (contrast below 4.5, WCAG 2.2) gives way to ours. */
function readableAccent(colour: string | null): string {
  if (colour === null || !/^#[0-9a-f]{6}$/i.test(colour)) return ACCENT_BY_DEFAULT;
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return 1.05 / (luminance + 0.05) >= 4.5 ? colour : ACCENT_BY_DEFAULT;
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
