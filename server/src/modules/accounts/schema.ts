// The tables of accounts: whose platform it is, who belongs to it, how they sign in, what they are written.
export * from './schema/letters.ts';
export * from './schema/members.ts';
export * from './schema/organisations.ts';
export * from './schema/sign-in.ts';
