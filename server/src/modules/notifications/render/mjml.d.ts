/** The part of `mjml` (which brings no types) that is used here. */
declare module 'mjml' {
  export default function mjml2html(
    source: string,
    options?: {
      readonly validationLevel?: 'strict' | 'soft' | 'skip';
      readonly keepComments?: boolean;
      readonly fonts?: Readonly<Record<string, string>>;
    },
  ): Promise<{ readonly html: string; readonly errors: readonly { readonly formattedMessage: string }[] }>;
}
