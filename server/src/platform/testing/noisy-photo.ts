import { randomBytes } from 'node:crypto';

/** A JPEG that does not compress, of 700 × 500 pixels, with what its camera wrote beside it. */
export async function noisyPhoto(camera: string): Promise<Buffer> {
  // Most tests see no picture.
  const { default: sharp } = await import('sharp');
  return sharp(randomBytes(700 * 500 * 3), { raw: { width: 700, height: 500, channels: 3 } })
    .withExif({ IFD0: { Make: camera } })
    .jpeg({ quality: 95 })
    .toBuffer();
}
