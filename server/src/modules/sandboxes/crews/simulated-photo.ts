import sharp from 'sharp';

export const MOST_PHOTO_BYTES = 100_000;

/** What a simulated crew's camera sees, as JPEG: a doorstep of no colour, and nobody's. */
export const simulatedPhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 480, height: 360, channels: 3, background: '#c9c4b8' } })
    .jpeg()
    .toBuffer();
