/** Privacy: what is known of a customer, given out or erased; and how long anything is kept. */
export { type Erased, eraseCustomer, exportCustomer, REMOVE_FILES_TASK } from './erase-customer.ts';
export { type FoundCustomer, findCustomers } from './find-customers.ts';
export { applyRetention, type Retention, readRetention, saveRetention } from './retention.ts';
