import { Problem } from '../problem.ts';

/** More than any phone's camera; a picture that unpacks to more is a bomb. */
const MOST_PIXELS = 60_000_000;
/** Longer sides are of no use as proof. */
const LONGEST_SIDE_PIXELS = 4_096;
/** Each picture may hold 240 MB while it is unpacked. */
const AT_ONCE = 2;
const MOST_WAITING = 100;

export interface Image {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** How a picture is drawn anew. */
export interface Drawing {
  /** What it has to fit into, in pixels; it is never made larger. */
  readonly within: { readonly width: number; readonly height: number };
  /** `same`: JPEG stays JPEG, and so on. */
  readonly as: 'same' | 'png';
}

const WHOLE: Drawing = { within: { width: LONGEST_SIDE_PIXELS, height: LONGEST_SIDE_PIXELS }, as: 'same' };

let busy = 0;
const waiting: (() => void)[] = [];

/**
 * The same picture drawn anew: upright, at most 4096 pixels long unless said, and without anything that its camera wrote beside it
 * (place, time, device, thumbnails) or that somebody hid behind its end.
 * Problems: 415 `file_type_not_accepted`, 422 `image_unreadable`, 503 `images_busy`.
 */
export async function reencodeImage(bytes: Buffer, drawing = WHOLE): Promise<Image> {
  if (waiting.length >= MOST_WAITING)
    throw new Problem({ status: 503, code: 'images_busy', title: 'Too many pictures at once', retryAfterSeconds: 5 });
  if (busy >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else busy++;
  try {
    return await draw(bytes, drawing);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }
}

async function draw(bytes: Buffer, { within, as }: Drawing): Promise<Image> {
  // Loaded with the first picture: most processes never see one.
  const { default: sharp } = await import('sharp');
  const reading = sharp(bytes, {
    limitInputPixels: MOST_PIXELS,
    failOn: 'error',
    animated: false,
    sequentialRead: true,
  });
  const { format } = await reading.metadata().catch(unreadable);
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') throw notAccepted(format);
  const upright = reading.rotate().resize({ ...within, fit: 'inside', withoutEnlargement: true });
  const to = as === 'same' ? format : as;
  const drawn = to === 'jpeg' ? upright.jpeg({ quality: 85 }) : to === 'png' ? upright.png() : upright.webp();
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true }).catch(unreadable);
  return { bytes: data, contentType: `image/${to}`, widthPixels: info.width, heightPixels: info.height };
}

function unreadable(error: Error): never {
  throw new Problem({
    status: 422,
    code: 'image_unreadable',
    title: 'This is no picture that can be read whole',
    detail: error.message.slice(0, 200),
    remedy: `Send a whole JPEG, PNG or WebP of at most ${MOST_PIXELS / 1e6} million pixels.`,
  });
}

function notAccepted(format: string | undefined): Problem {
  return new Problem({
    status: 415,
    code: 'file_type_not_accepted',
    title: 'This kind of file is not taken here',
    detail: `By its content the file is ${format ?? 'no picture'}.`,
    remedy: 'Send a JPEG, PNG or WebP.',
  });
}
