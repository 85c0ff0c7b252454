// For the tests of the outbound services: a delivery day on a real database, and the step before a hand-over.

export { withShownLogos } from '../render/logo.ts';
export { markLeaving } from '../sending/in-doubt/mark-leaving.ts';
export { takeForSending } from '../sending/take-for-sending.ts';
export { type DeliveryDay, openDeliveryDay } from './delivery-day.ts';
export { type PushService, startPushService } from './push-service.ts';
export { type ShippedMessage, shippedMessages } from './shipped-messages.ts';
