/** Whom the monitor calls, and for what: told until somebody acts, over the edge program's own ways to people. */
export {
  type AlertContacts,
  type Contact,
  contactsOf,
  parseAlertEmails,
  parseAlertNumbers,
  parseAlertUrls,
} from './alert-contacts.ts';
export { addAlertRoutes, shownToOperators } from './alert-routes.ts';
export { findConditions } from './find-conditions.ts';
export { type Alerts, openAlerts } from './keep-alerts.ts';
export { newAlertSecret, tellAlerts } from './tell-alerts.ts';
