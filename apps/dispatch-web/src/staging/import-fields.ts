import type { Import } from '@roundsman/api-contract';

export type ImportField = Import['columns'][number]['field'];

/** What a column may mean, in people's words; complete by type. */
const names: Record<ImportField, string> = {
  ignore: 'Leave out',
  reference_id: 'Reference',
  order_number: 'Order number',
  customer_number: 'Customer number',
  merchant: 'Merchant',
  service_date: 'Date',
  job_type: 'Kind of job',
  name: 'Name',
  phone: 'Phone',
  email: 'E-mail',
  language: 'Language',
  street: 'Street',
  house_number: 'House number',
  address_line: 'Whole address',
  postcode: 'Postcode',
  city: 'Place',
  country: 'Country',
  lon: 'Longitude',
  lat: 'Latitude',
  window_from: 'Window from',
  window_to: 'Window to',
  service_minutes: 'Minutes at the door',
  service_level: 'Service level',
  description: 'What',
  quantity: 'Quantity',
  weight_kg: 'Weight, kg',
  volume_m3: 'Volume, m³',
  barcode: 'Barcode',
  skills: 'Skills',
  operators: 'People needed',
  priority: 'Priority',
  floor: 'Floor',
  lift: 'Lift',
  access_note: 'Access note',
  notes: 'Notes',
  tags: 'Tags',
  metadata: 'Metadata, by its title',
  depot: 'Depot',
  haul_away: 'Haul-away',
  signature: 'Signature',
};

export const importFieldChoices = Object.entries(names).map(([value, label]) => ({ value, label }));
