/** Who signs in to the sample organisation. A sandbox that can reach nobody needs no secret. */
export const SAMPLE_SIGN_IN = { email: 'administrator@example.org', password: 'roundsman-sandbox' } as const;
