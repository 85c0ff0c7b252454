import {
  type ShippedMessage,
  shippedMessages,
  withShownLogos,
} from '../../server/src/modules/notifications/testing/index.ts';

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="50" height="50" rx="9" fill="#0b5563"/><path d="M11 32h28l-5-13H16z" fill="#fff"/><text x="60" y="34" font-family="sans-serif" font-size="25" font-weight="700" fill="#1f2933">Rhein</text></svg>`;

/** Every shipped message as a page that shows its logo: dark letters on nothing, as many logos are. */
export async function messagesToShow(): Promise<ShippedMessage[]> {
  return Promise.all(
    (await shippedMessages()).map(async (message) => {
      const shown = await withShownLogos(message.email.html, async () => Buffer.from(LOGO));
      return {
        ...message,
        email: { ...message.email, html: shown.replaceAll('data:image/png', 'data:image/svg+xml') },
      };
    }),
  );
}
