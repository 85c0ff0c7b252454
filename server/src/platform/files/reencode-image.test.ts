import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { reencodeImage } from './index.ts';

const SECRET_PLACE = 'Feldstrasse 9, Vaduz';

/** A photo as a phone makes it: turned by a flag, with the place in its EXIF, and something behind its end. */
async function photoWithPlace(format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#a03020' } })
    .withExif({
      IFD0: { ImageDescription: SECRET_PLACE, Artist: SECRET_PLACE },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 8/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '9/1 31/1 12/1' },
    })
    .withMetadata({ orientation: 6 });
  const bytes = await picture.toFormat(format).toBuffer();
  return format === 'webp' ? bytes : Buffer.concat([bytes, Buffer.from(`<script>${SECRET_PLACE}</script>`)]);
}

describe('a picture drawn anew', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('keeps nothing that its camera wrote into the %s', async (format) => {
    const given = await photoWithPlace(format);
    expect((await sharp(given).metadata()).exif).toBeDefined();
    const { bytes, contentType, widthPixels, heightPixels } = await reencodeImage(given);
    const { exif, orientation, xmp, iptc, icc } = await sharp(bytes).metadata();
    expect({ exif, orientation, xmp, iptc, icc }).toEqual({});
    expect(bytes.includes(Buffer.from(SECRET_PLACE))).toBe(false);
    expect(bytes.includes(Buffer.from('<script>'))).toBe(false);
    // Upright by its pixels, since the flag is gone.
    expect([contentType, widthPixels, heightPixels]).toEqual([`image/${format}`, 40, 60]);
  });

  it('is at most 4096 pixels long', async () => {
    const wide = await sharp({ create: { width: 8_200, height: 10, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await reencodeImage(wide)).toMatchObject({ widthPixels: 4_096, heightPixels: 5 });
  });

  it('is refused when it would unpack to more than a camera makes', async () => {
    const { length } = bomb;
    expect(length).toBeLessThan(1_000_000);
    await expect(reencodeImage(bomb)).rejects.toMatchObject({ status: 422, code: 'image_unreadable' });
  });

  it('is refused when it is cut off, or no picture, or one of another kind', async () => {
    const whole = await photoWithPlace('jpeg');
    const cut = whole.subarray(0, Math.floor(whole.length / 2));
    const gif = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } })
      .gif()
      .toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><script>1</script></svg>');
    await expect(reencodeImage(cut)).rejects.toMatchObject({ code: 'image_unreadable' });
    await expect(reencodeImage(Buffer.from('no picture at all'))).rejects.toMatchObject({ code: 'image_unreadable' });
    await expect(reencodeImage(gif)).rejects.toMatchObject({ status: 415 });
    await expect(reencodeImage(svg)).rejects.toMatchObject({ status: 415 });
  });

  it('waits its turn when many come at once', async () => {
    const photo = await photoWithPlace('jpeg');
    const drawn = await Promise.all(Array.from({ length: 20 }, () => reencodeImage(photo)));
    expect(new Set(drawn.map(({ widthPixels }) => widthPixels))).toEqual(new Set([40]));
  });
});

/** A PNG of 20,000 × 20,000 white pixels in some 50 kB. */
const bomb = (() => {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) =>
    ([...bytes].reduce((c, byte) => crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(20_000, 0);
  head.writeUInt32BE(20_000, 4);
  head[8] = 1;
  const pixels = deflateSync(Buffer.alloc(20_000 * 2_501));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
})();
