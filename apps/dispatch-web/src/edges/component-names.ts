/** What the status page calls the parts of the platform; edges have names of their own. */
const names: Readonly<Record<string, string>> = {
  'dispatch-web': 'Dispatch Web Platform',
  'customer-tracker': 'Customer Tracker',
  'operator-app': 'Operator App',
  'public-api': 'Public API',
  'operator-api': 'Operator API',
  'itinerary-optimiser': 'Routing and Itinerary Optimization',
  notifications: 'Notifications',
  'outbound-email': 'Outbound Email Service',
  'outbound-sms': 'Outbound SMS Service',
};

export const componentName = (
  id: string,
  edges: readonly { readonly edge: string; readonly name: string }[] = [],
): string => edges.find(({ edge }) => edge === id)?.name ?? names[id] ?? id;
