/** Customers: merchants, who receives, and where. */
export { correctEntrance, type EntranceCorrection } from './correct-entrance.ts';
export { createMerchant, getMerchant, listMerchants, type MerchantRow, type NewMerchant } from './merchants.ts';
