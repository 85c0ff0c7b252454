const ONE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The smallest picture there is: the simulated crews' proof that they held a camera. */
export const onePixelPng = (): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(ONE_PIXEL, 'base64'));
