export { keepLanCertificate, type LanCertificate } from './certificate-authority.ts';
export { type LanNames, lanNames } from './lan-addresses.ts';
export { serveTrustPage, type TrustPage } from './trust-page.ts';
