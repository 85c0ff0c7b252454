/** Customers: merchants, who receives, and where. */
export {
  type AddressAccess,
  type AddressParts,
  addressLine,
  addressParts,
  changeAccess,
  confidenceOf,
  correctAddress,
  countryOf,
  type NewAddress,
  type Whereabouts,
  writeAddresses,
} from './addresses.ts';
export { changeBranding, readBranding, removeLogo, setLogo } from './branding.ts';
export { type CustomerChange, changeCustomer } from './change-customer.ts';
export { digitsOf, normalisedEmail, normalisedPhone } from './channels.ts';
export { correctEntrance, correctorOf, type EntranceCorrection } from './correct-entrance.ts';
export { countryCode } from './countries.ts';
export { customerOfMerchant, isErased } from './customer-in-body.ts';
export { type CustomerCard, type CustomerQuery, findCustomers, getCustomer, ofCustomer } from './find-customers.ts';
export { type CustomerWish, findOrCreateCustomers } from './find-or-create-customers.ts';
export { forgetLearned, learnChannels } from './learned-channels.ts';
export {
  type LogoFacts,
  type Logos,
  logoIdFor,
  openLogos,
  readLogos,
  senderLogo,
  storeLogo,
  trackerLogo,
} from './logos.ts';
export { addMerchant, closeMerchant, updateMerchant } from './manage-merchants.ts';
export {
  createMerchant,
  defaultMerchant,
  getMerchant,
  listMerchants,
  type MerchantRow,
  type NewMerchant,
  pageOfMerchants,
  resolveMerchant,
} from './merchants.ts';
export { mergeCustomers, separateCustomers } from './merge-customers.ts';
