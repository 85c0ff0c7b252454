/** Slots: times that a visit can still be made at, offered, held for a while, booked; and what is left of a date. */
export { type BookWish, bookSlot, type PreparedBooking, prepareBooking } from './book-slot.ts';
export {
  type CustomerSlotWish,
  offerToCustomer,
  prepareCustomerSlot,
  takeCustomerSlot,
  whyNoChange,
} from './choose-slot.ts';
export { getHold, holdSlot, listHolds, lookAndHold, prepareHold, releaseHold } from './hold-slot.ts';
export { offerSlots } from './offer-slots.ts';
export { readCapacity } from './read-capacity.ts';
