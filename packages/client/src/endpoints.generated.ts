// Written by `npm run endpoints` from packages/api-contract; not edited by hand.
import type * as contract from '@roundsman/api-contract';
import type { CallableOf } from './callable.ts';

export const accountEndpoints: CallableOf<typeof contract.accountEndpoints> = {
  get: { id: 'account.get', door: 'public', method: 'GET', path: '/account', access: 'signed_in' },
  askEmailChange: { id: 'account.askEmailChange', door: 'public', method: 'POST', path: '/account/email', access: 'signed_in' },
  dropEmailChange: { id: 'account.dropEmailChange', door: 'public', method: 'DELETE', path: '/account/email', access: 'signed_in' },
  changePassword: { id: 'account.changePassword', door: 'public', method: 'PUT', path: '/account/password', access: 'signed_in' },
  sessions: { id: 'account.sessions', door: 'public', method: 'GET', path: '/account/sessions', access: 'signed_in' },
  endSession: { id: 'account.endSession', door: 'public', method: 'DELETE', path: '/account/sessions/{sessionId}', access: 'signed_in' },
  endOtherSessions: { id: 'account.endOtherSessions', door: 'public', method: 'DELETE', path: '/account/sessions', access: 'signed_in' },
  beginSecondFactor: { id: 'account.beginSecondFactor', door: 'public', method: 'POST', path: '/account/second-factor', access: 'signed_in' },
  confirmSecondFactor: { id: 'account.confirmSecondFactor', door: 'public', method: 'POST', path: '/account/second-factor/confirm', access: 'signed_in' },
  renewRecoveryCodes: { id: 'account.renewRecoveryCodes', door: 'public', method: 'POST', path: '/account/recovery-codes', access: 'signed_in' },
  removeSecondFactor: { id: 'account.removeSecondFactor', door: 'public', method: 'POST', path: '/account/second-factor/remove', access: 'signed_in' },
};

export const accountLinkEndpoints: CallableOf<typeof contract.accountLinkEndpoints> = {
  askForReset: { id: 'accountLinks.askForReset', door: 'public', method: 'POST', path: '/password-reset', access: 'anyone' },
  open: { id: 'accountLinks.open', door: 'public', method: 'POST', path: '/account-links/open', access: 'anyone' },
  use: { id: 'accountLinks.use', door: 'public', method: 'POST', path: '/account-links/use', access: 'anyone' },
  confirmEmail: { id: 'accountLinks.confirmEmail', door: 'public', method: 'POST', path: '/account-links/confirm-email', access: 'anyone' },
  undoEmail: { id: 'accountLinks.undoEmail', door: 'public', method: 'POST', path: '/account-links/undo-email', access: 'anyone' },
};

export const addressEndpoints: CallableOf<typeof contract.addressEndpoints> = {
  suggest: { id: 'addresses.suggest', door: 'public', method: 'GET', path: '/addresses', access: { permission: 'jobs:read' } },
  reverse: { id: 'addresses.reverse', door: 'public', method: 'GET', path: '/addresses/at', access: { permission: 'jobs:read' } },
};

export const auditEndpoints: CallableOf<typeof contract.auditEndpoints> = {
  list: { id: 'audit.list', door: 'public', method: 'GET', path: '/audit', access: { permission: 'audit:read' } },
};

export const branchEndpoints: CallableOf<typeof contract.branchEndpoints> = {
  list: { id: 'branches.list', door: 'public', method: 'GET', path: '/branches', access: { permission: 'organisation:read' } },
  get: { id: 'branches.get', door: 'public', method: 'GET', path: '/branches/{branchId}', access: { permission: 'organisation:read' } },
  create: { id: 'branches.create', door: 'public', method: 'POST', path: '/branches', access: { permission: 'organisation:write' } },
  update: { id: 'branches.update', door: 'public', method: 'PATCH', path: '/branches/{branchId}', access: { permission: 'organisation:write' } },
  close: { id: 'branches.close', door: 'public', method: 'DELETE', path: '/branches/{branchId}', access: { permission: 'organisation:write' } },
};

export const brandingEndpoints: CallableOf<typeof contract.brandingEndpoints> = {
  get: { id: 'branding.get', door: 'public', method: 'GET', path: '/branding', access: { permission: 'organisation:read' } },
  change: { id: 'branding.change', door: 'public', method: 'PATCH', path: '/branding', access: { permission: 'organisation:write' } },
  setLogo: { id: 'branding.setLogo', door: 'public', method: 'PUT', path: '/branding/logo', access: { permission: 'organisation:write' }, bodyTypes: ['image/png', 'image/jpeg', 'image/webp'] },
  removeLogo: { id: 'branding.removeLogo', door: 'public', method: 'DELETE', path: '/branding/logo', access: { permission: 'organisation:write' } },
  logo: { id: 'branding.logo', door: 'public', method: 'GET', path: '/branding/logos/{fileId}', access: { permission: 'organisation:read' }, answerKind: 'bytes' },
};

export const calendarEndpoints: CallableOf<typeof contract.calendarEndpoints> = {
  branch: { id: 'calendars.branch', door: 'public', method: 'GET', path: '/branches/{branchId}/calendar', access: { permission: 'organisation:read' } },
  setBranch: { id: 'calendars.setBranch', door: 'public', method: 'PUT', path: '/branches/{branchId}/calendar', access: { permission: 'organisation:write' } },
  vehicle: { id: 'calendars.vehicle', door: 'public', method: 'GET', path: '/vehicles/{vehicleId}/calendar', access: { permission: 'fleet:read' } },
  setVehicle: { id: 'calendars.setVehicle', door: 'public', method: 'PUT', path: '/vehicles/{vehicleId}/calendar', access: { permission: 'fleet:write' } },
};

export const consentEndpoints: CallableOf<typeof contract.consentEndpoints> = {
  list: { id: 'consents.list', door: 'public', method: 'GET', path: '/opt-outs', access: { permission: 'messages:read' } },
  record: { id: 'consents.record', door: 'public', method: 'POST', path: '/opt-outs', access: { permission: 'messages:write' } },
};

export const customerEndpoints: CallableOf<typeof contract.customerEndpoints> = {
  list: { id: 'customers.list', door: 'public', method: 'GET', path: '/customers', access: { permission: 'jobs:read' } },
  get: { id: 'customers.get', door: 'public', method: 'GET', path: '/customers/{customerId}', access: { permission: 'jobs:read' } },
  update: { id: 'customers.update', door: 'public', method: 'PATCH', path: '/customers/{customerId}', access: { permission: 'jobs:write' } },
  merge: { id: 'customers.merge', door: 'public', method: 'POST', path: '/customers/{customerId}/merge', access: { permission: 'jobs:write' } },
  separate: { id: 'customers.separate', door: 'public', method: 'POST', path: '/customers/{customerId}/separate', access: { permission: 'jobs:write' } },
  erase: { id: 'customers.erase', door: 'public', method: 'DELETE', path: '/customers/{customerId}', access: { permission: 'personal_data:write' } },
};

export const fileEndpoints: CallableOf<typeof contract.fileEndpoints> = {
  attachments: { id: 'files.attachments', door: 'public', method: 'GET', path: '/jobs/{jobId}/attachments', access: { permission: 'jobs:read' } },
  attach: { id: 'files.attach', door: 'public', method: 'POST', path: '/jobs/{jobId}/attachments', access: { permission: 'jobs:write' }, bodyTypes: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] },
  detach: { id: 'files.detach', door: 'public', method: 'DELETE', path: '/jobs/{jobId}/attachments/{fileId}', access: { permission: 'jobs:write' } },
  createUpload: { id: 'files.createUpload', door: 'public', method: 'POST', path: '/uploads', access: { permission: 'jobs:write' } },
  uploadState: { id: 'files.getUpload', door: 'public', method: 'GET', path: '/uploads/{uploadId}', access: { permission: 'jobs:write' } },
  uploadPart: { id: 'files.uploadPart', door: 'public', method: 'PATCH', path: '/uploads/{uploadId}', access: { permission: 'jobs:write' }, bodyTypes: ['application/offset+octet-stream'] },
  endUpload: { id: 'files.endUpload', door: 'public', method: 'DELETE', path: '/uploads/{uploadId}', access: { permission: 'jobs:write' } },
  get: { id: 'files.get', door: 'public', method: 'GET', path: '/files/{fileId}', access: { permission: 'jobs:read' }, answerKind: 'bytes' },
  link: { id: 'files.link', door: 'public', method: 'POST', path: '/files/{fileId}/link', access: { permission: 'jobs:read' } },
  open: { id: 'files.open', door: 'public', method: 'GET', path: '/file-links/{token}', access: 'anyone', answerKind: 'bytes' },
};

export const fleetEndpoints: CallableOf<typeof contract.fleetEndpoints> = {
  listLocations: { id: 'locations.list', door: 'public', method: 'GET', path: '/locations', access: { permission: 'fleet:read' } },
  getLocation: { id: 'locations.get', door: 'public', method: 'GET', path: '/locations/{locationId}', access: { permission: 'fleet:read' } },
  createLocation: { id: 'locations.create', door: 'public', method: 'POST', path: '/locations', access: { permission: 'fleet:write' } },
  updateLocation: { id: 'locations.update', door: 'public', method: 'PATCH', path: '/locations/{locationId}', access: { permission: 'fleet:write' } },
  listVehicles: { id: 'vehicles.list', door: 'public', method: 'GET', path: '/vehicles', access: { permission: 'fleet:read' } },
  getVehicle: { id: 'vehicles.get', door: 'public', method: 'GET', path: '/vehicles/{vehicleId}', access: { permission: 'fleet:read' } },
  createVehicle: { id: 'vehicles.create', door: 'public', method: 'POST', path: '/vehicles', access: { permission: 'fleet:write' } },
  updateVehicle: { id: 'vehicles.update', door: 'public', method: 'PATCH', path: '/vehicles/{vehicleId}', access: { permission: 'fleet:write' } },
  listOperators: { id: 'operators.list', door: 'public', method: 'GET', path: '/operators', access: { permission: 'fleet:read' } },
  getOperator: { id: 'operators.get', door: 'public', method: 'GET', path: '/operators/{operatorId}', access: { permission: 'fleet:read' } },
  createOperator: { id: 'operators.create', door: 'public', method: 'POST', path: '/operators', access: { permission: 'fleet:write' } },
  updateOperator: { id: 'operators.update', door: 'public', method: 'PATCH', path: '/operators/{operatorId}', access: { permission: 'fleet:write' } },
  createPairingCode: { id: 'operators.createPairingCode', door: 'public', method: 'POST', path: '/operators/{operatorId}/pairing-code', access: { permission: 'pairing:write' } },
  revokeDevice: { id: 'devices.revoke', door: 'public', method: 'DELETE', path: '/devices/{deviceId}', access: { permission: 'pairing:write' } },
};

export const geofenceEndpoints: CallableOf<typeof contract.geofenceEndpoints> = {
  list: { id: 'geofences.list', door: 'public', method: 'GET', path: '/geofences', access: { permission: 'fleet:read' } },
  get: { id: 'geofences.get', door: 'public', method: 'GET', path: '/geofences/{geofenceId}', access: { permission: 'fleet:read' } },
  create: { id: 'geofences.create', door: 'public', method: 'POST', path: '/geofences', access: { permission: 'fleet:write' } },
  update: { id: 'geofences.update', door: 'public', method: 'PATCH', path: '/geofences/{geofenceId}', access: { permission: 'fleet:write' } },
  remove: { id: 'geofences.remove', door: 'public', method: 'DELETE', path: '/geofences/{geofenceId}', access: { permission: 'fleet:write' } },
  inside: { id: 'geofences.inside', door: 'public', method: 'GET', path: '/geofences/{geofenceId}/inside', access: { permission: 'fleet:read' } },
};

export const importEndpoints: CallableOf<typeof contract.importEndpoints> = {
  create: { id: 'imports.create', door: 'public', method: 'POST', path: '/imports', access: { permission: 'imports:write' }, bodyTypes: ['text/csv', 'application/octet-stream'] },
  list: { id: 'imports.list', door: 'public', method: 'GET', path: '/imports', access: { permission: 'imports:write' } },
  get: { id: 'imports.get', door: 'public', method: 'GET', path: '/imports/{importId}', access: { permission: 'imports:write' } },
  file: { id: 'imports.file', door: 'public', method: 'GET', path: '/imports/{importId}/file', access: { permission: 'imports:write' }, answerKind: 'bytes' },
  rows: { id: 'imports.rows', door: 'public', method: 'GET', path: '/imports/{importId}/rows', access: { permission: 'imports:write' } },
  map: { id: 'imports.map', door: 'public', method: 'PUT', path: '/imports/{importId}/mapping', access: { permission: 'imports:write' } },
  fixRow: { id: 'imports.fixRow', door: 'public', method: 'PUT', path: '/imports/{importId}/rows/{row}', access: { permission: 'imports:write' } },
  stage: { id: 'imports.stage', door: 'public', method: 'POST', path: '/imports/{importId}/stage', access: { permission: 'imports:write' } },
  drop: { id: 'imports.drop', door: 'public', method: 'DELETE', path: '/imports/{importId}', access: { permission: 'imports:write' } },
};

export const itineraryEndpoints: CallableOf<typeof contract.itineraryEndpoints> = {
  list: { id: 'itineraries.list', door: 'public', method: 'GET', path: '/itineraries', access: { permission: 'itineraries:read' } },
  create: { id: 'itineraries.create', door: 'public', method: 'POST', path: '/itineraries', access: { permission: 'itineraries:write' } },
  preview: { id: 'itineraries.preview', door: 'public', method: 'POST', path: '/itineraries/preview', access: { permission: 'itineraries:read' } },
  moveMany: { id: 'itineraries.moveMany', door: 'public', method: 'POST', path: '/itineraries/move-many', access: { permission: 'itineraries:write' } },
  update: { id: 'itineraries.update', door: 'public', method: 'PATCH', path: '/itineraries/{itineraryId}', access: { permission: 'itineraries:write' } },
  remove: { id: 'itineraries.remove', door: 'public', method: 'DELETE', path: '/itineraries/{itineraryId}', access: { permission: 'itineraries:write' } },
  addJobs: { id: 'itineraries.addJobs', door: 'public', method: 'POST', path: '/itineraries/{itineraryId}/jobs', access: { permission: 'itineraries:write' } },
  reverse: { id: 'itineraries.reverse', door: 'public', method: 'POST', path: '/itineraries/{itineraryId}/reverse', access: { permission: 'itineraries:write' } },
  setBreaks: { id: 'itineraries.setBreaks', door: 'public', method: 'PUT', path: '/itineraries/{itineraryId}/breaks', access: { permission: 'itineraries:write' } },
  geoJson: { id: 'itineraries.geoJson', door: 'public', method: 'GET', path: '/itineraries/{itineraryId}/geojson', access: { permission: 'itineraries:read' } },
  polyline: { id: 'itineraries.polyline', door: 'public', method: 'GET', path: '/itineraries/{itineraryId}/polyline', access: { permission: 'itineraries:read' } },
  position: { id: 'itineraries.position', door: 'public', method: 'GET', path: '/itineraries/{itineraryId}/position', access: { permission: 'itineraries:read' } },
  chat: { id: 'itineraries.chat', door: 'public', method: 'GET', path: '/itineraries/{itineraryId}/chat', access: { permission: 'itineraries:read' } },
  unreadChat: { id: 'itineraries.unreadChat', door: 'public', method: 'GET', path: '/itineraries/unread-chat', access: { permission: 'itineraries:read' } },
  markChatRead: { id: 'itineraries.markChatRead', door: 'public', method: 'POST', path: '/itineraries/{itineraryId}/chat/read', access: { permission: 'itineraries:write' } },
  writeToCrew: { id: 'itineraries.writeToCrew', door: 'public', method: 'POST', path: '/itineraries/{itineraryId}/chat', access: { permission: 'itineraries:write' } },
  get: { id: 'itineraries.get', door: 'public', method: 'GET', path: '/itineraries/{itineraryId}', access: { permission: 'itineraries:read' } },
  shapes: { id: 'itineraries.shapes', door: 'public', method: 'GET', path: '/itinerary-shapes', access: { permission: 'itineraries:read' } },
  track: { id: 'itineraries.track', door: 'public', method: 'GET', path: '/itineraries/{itineraryId}/track', access: { permission: 'itineraries:read' } },
  priceMove: { id: 'itineraries.priceMove', door: 'public', method: 'POST', path: '/itineraries/price-move', access: { permission: 'itineraries:read' } },
  places: { id: 'itineraries.places', door: 'public', method: 'GET', path: '/itineraries/places', access: { permission: 'itineraries:read' } },
  move: { id: 'itineraries.move', door: 'public', method: 'POST', path: '/itineraries/move', access: { permission: 'itineraries:write' } },
  setCrew: { id: 'itineraries.setCrew', door: 'public', method: 'PUT', path: '/itineraries/{itineraryId}/crew', access: { permission: 'itineraries:write' } },
  dispatch: { id: 'itineraries.dispatch', door: 'public', method: 'POST', path: '/itineraries/dispatch', access: { permission: 'itineraries:write' } },
  conflicts: { id: 'conflicts.list', door: 'public', method: 'GET', path: '/conflicts', access: { permission: 'itineraries:read' } },
  settleConflict: { id: 'conflicts.settle', door: 'public', method: 'POST', path: '/conflicts/{conflictId}/settle', access: { permission: 'itineraries:write' } },
};

export const jobEndpoints: CallableOf<typeof contract.jobEndpoints> = {
  list: { id: 'jobs.list', door: 'public', method: 'GET', path: '/jobs', access: { permission: 'jobs:read' } },
  counts: { id: 'jobs.counts', door: 'public', method: 'GET', path: '/jobs/counts', access: { permission: 'jobs:read' } },
  get: { id: 'jobs.get', door: 'public', method: 'GET', path: '/jobs/{jobId}', access: { permission: 'jobs:read' } },
  remove: { id: 'jobs.remove', door: 'public', method: 'DELETE', path: '/jobs/{jobId}', access: { permission: 'jobs:write' } },
  position: { id: 'jobs.position', door: 'public', method: 'GET', path: '/jobs/{jobId}/position', access: { permission: 'jobs:read' } },
  proofs: { id: 'jobs.proofs', door: 'public', method: 'GET', path: '/jobs/{jobId}/proofs', access: { permission: 'jobs:read' } },
  chat: { id: 'jobs.chat', door: 'public', method: 'GET', path: '/jobs/{jobId}/chat', access: { permission: 'itineraries:read' } },
  history: { id: 'jobs.history', door: 'public', method: 'GET', path: '/jobs/{jobId}/history', access: { permission: 'jobs:read' } },
  create: { id: 'jobs.create', door: 'public', method: 'POST', path: '/jobs', access: { permission: 'jobs:write' } },
  createMany: { id: 'jobs.createMany', door: 'public', method: 'POST', path: '/jobs/batch', access: { permission: 'jobs:write' } },
  clone: { id: 'jobs.clone', door: 'public', method: 'POST', path: '/jobs/{jobId}/clone', access: { permission: 'jobs:write' } },
  update: { id: 'jobs.update', door: 'public', method: 'PATCH', path: '/jobs/{jobId}', access: { permission: 'jobs:write' } },
  release: { id: 'jobs.release', door: 'public', method: 'POST', path: '/jobs/release', access: { permission: 'jobs:write' } },
  cancel: { id: 'jobs.cancel', door: 'public', method: 'POST', path: '/jobs/{jobId}/cancel', access: { permission: 'jobs:write' } },
  hold: { id: 'jobs.hold', door: 'public', method: 'POST', path: '/jobs/{jobId}/hold', access: { permission: 'jobs:write' } },
  settle: { id: 'jobs.settle', door: 'public', method: 'POST', path: '/jobs/{jobId}/settle', access: { permission: 'itineraries:write' } },
  correctOutcome: { id: 'jobs.correctOutcome', door: 'public', method: 'POST', path: '/jobs/{jobId}/correct-outcome', access: { permission: 'itineraries:write' } },
  trackerLink: { id: 'jobs.trackerLink', door: 'public', method: 'POST', path: '/jobs/{jobId}/tracker-link', access: { permission: 'jobs:read' } },
};

export const jobLineEndpoints: CallableOf<typeof contract.jobLineEndpoints> = {
  list: { id: 'jobLines.list', door: 'public', method: 'GET', path: '/jobs/{jobId}/lines', access: { permission: 'jobs:read' } },
  get: { id: 'jobLines.get', door: 'public', method: 'GET', path: '/jobs/{jobId}/lines/{lineId}', access: { permission: 'jobs:read' } },
  add: { id: 'jobLines.add', door: 'public', method: 'POST', path: '/jobs/{jobId}/lines', access: { permission: 'jobs:write' } },
  update: { id: 'jobLines.update', door: 'public', method: 'PATCH', path: '/jobs/{jobId}/lines/{lineId}', access: { permission: 'jobs:write' } },
  remove: { id: 'jobLines.remove', door: 'public', method: 'DELETE', path: '/jobs/{jobId}/lines/{lineId}', access: { permission: 'jobs:write' } },
};

export const jobLinkEndpoints: CallableOf<typeof contract.jobLinkEndpoints> = {
  list: { id: 'jobLinks.list', door: 'public', method: 'GET', path: '/jobs/{jobId}/links', access: { permission: 'jobs:read' } },
  set: { id: 'jobLinks.set', door: 'public', method: 'PUT', path: '/jobs/{jobId}/links', access: { permission: 'jobs:write' } },
  remove: { id: 'jobLinks.remove', door: 'public', method: 'DELETE', path: '/jobs/{jobId}/links/{otherJobId}', access: { permission: 'jobs:write' } },
};

export const liveEndpoints: CallableOf<typeof contract.liveEndpoints> = {
  events: { id: 'events.list', door: 'public', method: 'GET', path: '/events', access: { permission: 'events:read' } },
  feed: { id: 'live.feed', door: 'public', method: 'GET', path: '/live', access: { permission: 'events:read' }, answerKind: 'event_stream' },
};

export const memberEndpoints: CallableOf<typeof contract.memberEndpoints> = {
  list: { id: 'members.list', door: 'public', method: 'GET', path: '/members', access: { permission: 'members:write' } },
  invite: { id: 'members.invite', door: 'public', method: 'POST', path: '/members', access: { permission: 'members:write' } },
  change: { id: 'members.change', door: 'public', method: 'PATCH', path: '/members/{memberId}', access: { permission: 'members:write' } },
  askEmailChange: { id: 'members.askEmailChange', door: 'public', method: 'POST', path: '/members/{memberId}/email', access: { permission: 'members:write' } },
  dropEmailChange: { id: 'members.dropEmailChange', door: 'public', method: 'DELETE', path: '/members/{memberId}/email', access: { permission: 'members:write' } },
  sendLink: { id: 'members.sendLink', door: 'public', method: 'POST', path: '/members/{memberId}/link', access: { permission: 'members:write' } },
  removeSecondFactor: { id: 'members.removeSecondFactor', door: 'public', method: 'DELETE', path: '/members/{memberId}/second-factor', access: { permission: 'members:write' } },
  unlink: { id: 'members.unlink', door: 'public', method: 'DELETE', path: '/members/{memberId}/provider', access: { permission: 'members:write' } },
};

export const merchantEndpoints: CallableOf<typeof contract.merchantEndpoints> = {
  list: { id: 'merchants.list', door: 'public', method: 'GET', path: '/merchants', access: { permission: 'organisation:read' } },
  get: { id: 'merchants.get', door: 'public', method: 'GET', path: '/merchants/{merchantId}', access: { permission: 'organisation:read' } },
  create: { id: 'merchants.create', door: 'public', method: 'POST', path: '/merchants', access: { permission: 'organisation:write' } },
  update: { id: 'merchants.update', door: 'public', method: 'PATCH', path: '/merchants/{merchantId}', access: { permission: 'organisation:write' } },
  close: { id: 'merchants.close', door: 'public', method: 'DELETE', path: '/merchants/{merchantId}', access: { permission: 'organisation:write' } },
};

export const messageDeliveryEndpoints: CallableOf<typeof contract.messageDeliveryEndpoints> = {
  providers: { id: 'messageDelivery.providers', door: 'public', method: 'GET', path: '/message-providers', access: { permission: 'messages:read' } },
  usage: { id: 'messageDelivery.usage', door: 'public', method: 'GET', path: '/message-usage', access: { permission: 'messages:read' } },
  getLimit: { id: 'messageDelivery.getLimit', door: 'public', method: 'GET', path: '/message-limits/{channel}', access: { permission: 'messages:read' } },
  setLimit: { id: 'messageDelivery.setLimit', door: 'public', method: 'PUT', path: '/message-limits/{channel}', access: { permission: 'organisation:write' } },
  retry: { id: 'messageDelivery.retry', door: 'public', method: 'POST', path: '/messages/{messageId}/retry', access: { permission: 'messages:write' } },
  suppressions: { id: 'messageDelivery.suppressions', door: 'public', method: 'GET', path: '/email-suppressions', access: { permission: 'messages:read' } },
  suppress: { id: 'messageDelivery.suppress', door: 'public', method: 'POST', path: '/email-suppressions', access: { permission: 'messages:write' } },
  restore: { id: 'messageDelivery.restore', door: 'public', method: 'POST', path: '/email-suppressions/{suppressionId}/lift', access: { permission: 'messages:write' } },
  previewSms: { id: 'messageDelivery.previewSms', door: 'public', method: 'POST', path: '/sms-preview', access: { permission: 'messages:read' } },
  senderDomain: { id: 'messageDelivery.senderDomain', door: 'public', method: 'GET', path: '/sender-domain', access: { permission: 'organisation:write' } },
  senderDomains: { id: 'messageDelivery.senderDomains', door: 'public', method: 'GET', path: '/sender-domains', access: { permission: 'organisation:write' } },
  setSenderDomain: { id: 'messageDelivery.setSenderDomain', door: 'public', method: 'PUT', path: '/sender-domains', access: { permission: 'organisation:write' } },
  checkSenderDomain: { id: 'messageDelivery.checkSenderDomain', door: 'public', method: 'POST', path: '/sender-domains/{senderDomainId}/check', access: { permission: 'organisation:write' } },
  removeSenderDomain: { id: 'messageDelivery.removeSenderDomain', door: 'public', method: 'DELETE', path: '/sender-domains/{senderDomainId}', access: { permission: 'organisation:write' } },
};

export const messageEndpoints: CallableOf<typeof contract.messageEndpoints> = {
  conversation: { id: 'messages.conversation', door: 'public', method: 'GET', path: '/jobs/{jobId}/conversation', access: { permission: 'messages:read' } },
  write: { id: 'messages.write', door: 'public', method: 'POST', path: '/jobs/{jobId}/conversation', access: { permission: 'messages:write' } },
  list: { id: 'messages.list', door: 'public', method: 'GET', path: '/messages', access: { permission: 'messages:read' } },
  counts: { id: 'messages.counts', door: 'public', method: 'GET', path: '/messages/counts', access: { permission: 'messages:read' } },
  get: { id: 'messages.get', door: 'public', method: 'GET', path: '/messages/{messageId}', access: { permission: 'messages:read' } },
};

export const messageTemplateEndpoints: CallableOf<typeof contract.messageTemplateEndpoints> = {
  list: { id: 'messageTemplates.list', door: 'public', method: 'GET', path: '/message-templates', access: { permission: 'messages:read' } },
  get: { id: 'messageTemplates.get', door: 'public', method: 'GET', path: '/message-templates/words', access: { permission: 'messages:read' } },
  save: { id: 'messageTemplates.save', door: 'public', method: 'POST', path: '/message-templates/words', access: { permission: 'messages:write' } },
  goBack: { id: 'messageTemplates.goBack', door: 'public', method: 'POST', path: '/message-templates/words/back', access: { permission: 'messages:write' } },
  preview: { id: 'messageTemplates.preview', door: 'public', method: 'POST', path: '/message-templates/preview', access: { permission: 'messages:read' } },
  test: { id: 'messageTemplates.test', door: 'public', method: 'POST', path: '/message-templates/test', access: { permission: 'messages:write' } },
};

export const notificationRuleEndpoints: CallableOf<typeof contract.notificationRuleEndpoints> = {
  list: { id: 'notificationRules.list', door: 'public', method: 'GET', path: '/notification-rules', access: { permission: 'messages:read' } },
  create: { id: 'notificationRules.create', door: 'public', method: 'POST', path: '/notification-rules', access: { permission: 'messages:write' } },
  change: { id: 'notificationRules.change', door: 'public', method: 'PUT', path: '/notification-rules/{ruleKey}', access: { permission: 'messages:write' } },
  remove: { id: 'notificationRules.remove', door: 'public', method: 'DELETE', path: '/notification-rules/{ruleKey}', access: { permission: 'messages:write' } },
  reach: { id: 'notificationRules.reach', door: 'public', method: 'POST', path: '/notification-rules/reach', access: { permission: 'messages:read' } },
};

export const operatorEndpoints: CallableOf<typeof contract.operatorEndpoints> = {
  pair: { id: 'device.pair', door: 'operator', method: 'POST', path: '/pair', access: 'anyone' },
  renew: { id: 'device.renew', door: 'operator', method: 'POST', path: '/renew', access: 'anyone' },
  today: { id: 'device.today', door: 'operator', method: 'GET', path: '/today', access: 'device' },
  changes: { id: 'device.changes', door: 'operator', method: 'GET', path: '/changes', access: 'device' },
  chat: { id: 'device.chat', door: 'operator', method: 'GET', path: '/chat', access: 'device' },
  chatRead: { id: 'device.chatRead', door: 'operator', method: 'POST', path: '/chat/read', access: 'device' },
  commands: { id: 'device.commands', door: 'operator', method: 'POST', path: '/commands', access: 'device' },
  positions: { id: 'device.positions', door: 'operator', method: 'POST', path: '/positions', access: 'device' },
  upload: { id: 'device.upload', door: 'operator', method: 'PUT', path: '/files/{fileId}', access: 'device', bodyTypes: ['image/jpeg', 'image/png', 'image/webp'] },
  attachment: { id: 'device.attachment', door: 'operator', method: 'GET', path: '/attachments/{fileId}', access: 'device', answerKind: 'bytes' },
  createUpload: { id: 'device.createUpload', door: 'operator', method: 'POST', path: '/uploads', access: 'device' },
  uploadState: { id: 'device.getUpload', door: 'operator', method: 'GET', path: '/uploads/{uploadId}', access: 'device' },
  uploadPart: { id: 'device.uploadPart', door: 'operator', method: 'PATCH', path: '/uploads/{uploadId}', access: 'device', bodyTypes: ['application/offset+octet-stream'] },
  endUpload: { id: 'device.endUpload', door: 'operator', method: 'DELETE', path: '/uploads/{uploadId}', access: 'device' },
  feed: { id: 'device.feed', door: 'operator', method: 'GET', path: '/live', access: 'device', answerKind: 'event_stream' },
};

export const organisationEndpoints: CallableOf<typeof contract.organisationEndpoints> = {
  get: { id: 'organisation.get', door: 'public', method: 'GET', path: '/organisation', access: { permission: 'organisation:read' } },
  setClock: { id: 'organisation.setClock', door: 'public', method: 'PUT', path: '/organisation/clock', access: { permission: 'clock:write' } },
  advanceClock: { id: 'organisation.advanceClock', door: 'public', method: 'POST', path: '/organisation/clock/advance', access: { permission: 'clock:write' } },
  me: { id: 'organisation.me', door: 'public', method: 'GET', path: '/me', access: 'signed_in' },
  listApiKeys: { id: 'apiKeys.list', door: 'public', method: 'GET', path: '/api-keys', access: { permission: 'api_keys:write' } },
  createApiKey: { id: 'apiKeys.create', door: 'public', method: 'POST', path: '/api-keys', access: { permission: 'api_keys:write' } },
  rotateApiKey: { id: 'apiKeys.rotate', door: 'public', method: 'POST', path: '/api-keys/{apiKeyId}/rotate', access: { permission: 'api_keys:write' } },
  revokeApiKey: { id: 'apiKeys.revoke', door: 'public', method: 'DELETE', path: '/api-keys/{apiKeyId}', access: { permission: 'api_keys:write' } },
  incidentToken: { id: 'organisation.incidentToken', door: 'public', method: 'POST', path: '/incident-token', access: { permission: 'incidents:publish' } },
};

export const passkeyEndpoints: CallableOf<typeof contract.passkeyEndpoints> = {
  list: { id: 'passkeys.list', door: 'public', method: 'GET', path: '/account/passkeys', access: 'signed_in' },
  begin: { id: 'passkeys.begin', door: 'public', method: 'POST', path: '/account/passkeys/challenge', access: 'signed_in' },
  add: { id: 'passkeys.add', door: 'public', method: 'POST', path: '/account/passkeys', access: 'signed_in' },
  rename: { id: 'passkeys.rename', door: 'public', method: 'PATCH', path: '/account/passkeys/{passkeyId}', access: 'signed_in' },
  remove: { id: 'passkeys.remove', door: 'public', method: 'POST', path: '/account/passkeys/{passkeyId}/remove', access: 'signed_in' },
  setAfterPassword: { id: 'passkeys.setAfterPassword', door: 'public', method: 'POST', path: '/account/passkeys/after-password', access: 'signed_in' },
};

export const planEndpoints: CallableOf<typeof contract.planEndpoints> = {
  start: { id: 'plans.start', door: 'public', method: 'POST', path: '/plans', access: { permission: 'plans:write' } },
  list: { id: 'plans.list', door: 'public', method: 'GET', path: '/plans', access: { permission: 'plans:read' } },
  get: { id: 'plans.get', door: 'public', method: 'GET', path: '/plans/{planId}', access: { permission: 'plans:read' } },
  shapes: { id: 'plans.shapes', door: 'public', method: 'GET', path: '/plans/{planId}/shapes', access: { permission: 'plans:read' } },
  stop: { id: 'plans.stop', door: 'public', method: 'POST', path: '/plans/{planId}/stop', access: { permission: 'plans:write' } },
  priceMove: { id: 'plans.priceMove', door: 'public', method: 'POST', path: '/plans/{planId}/price-move', access: { permission: 'plans:read' } },
  move: { id: 'plans.move', door: 'public', method: 'POST', path: '/plans/{planId}/move', access: { permission: 'plans:write' } },
  apply: { id: 'plans.apply', door: 'public', method: 'POST', path: '/plans/{planId}/apply', access: { permission: 'plans:write' } },
  drop: { id: 'plans.drop', door: 'public', method: 'POST', path: '/plans/{planId}/drop', access: { permission: 'plans:write' } },
};

export const privacyEndpoints: CallableOf<typeof contract.privacyEndpoints> = {
  find: { id: 'privacy.find', door: 'public', method: 'GET', path: '/personal-data', access: { permission: 'personal_data:write' } },
  export: { id: 'privacy.export', door: 'public', method: 'GET', path: '/personal-data/{customerId}', access: { permission: 'personal_data:write' } },
  erase: { id: 'privacy.erase', door: 'public', method: 'DELETE', path: '/personal-data/{customerId}', access: { permission: 'personal_data:write' } },
  readRetention: { id: 'privacy.readRetention', door: 'public', method: 'GET', path: '/retention', access: { permission: 'personal_data:write' } },
  saveRetention: { id: 'privacy.saveRetention', door: 'public', method: 'PUT', path: '/retention', access: { permission: 'personal_data:write' } },
};

export const pushEndpoints: CallableOf<typeof contract.pushEndpoints> = {
  key: { id: 'push.key', door: 'public', method: 'GET', path: '/push/key', access: 'signed_in' },
  subscribe: { id: 'push.subscribe', door: 'public', method: 'POST', path: '/push/subscriptions', access: 'signed_in' },
  unsubscribe: { id: 'push.unsubscribe', door: 'public', method: 'POST', path: '/push/subscriptions/end', access: 'signed_in' },
};

export const reportEndpoints: CallableOf<typeof contract.reportEndpoints> = {
  pace: { id: 'reports.pace', door: 'public', method: 'GET', path: '/reports/pace', access: { permission: 'reports:read' } },
  day: { id: 'reports.day', door: 'public', method: 'GET', path: '/reports/day', access: { permission: 'reports:read' } },
};

export const roadEndpoints: CallableOf<typeof contract.roadEndpoints> = {
  reach: { id: 'roads.reach', door: 'public', method: 'GET', path: '/roads/reach', access: { permission: 'fleet:read' } },
};

export const sandboxEndpoints: CallableOf<typeof contract.sandboxEndpoints> = {
  get: { id: 'sandbox.get', door: 'public', method: 'GET', path: '/sandbox', access: { permission: 'sandbox:read' } },
  make: { id: 'sandbox.make', door: 'public', method: 'POST', path: '/sandbox', access: { permission: 'sandbox:write' } },
  reset: { id: 'sandbox.reset', door: 'public', method: 'POST', path: '/sandbox/reset', access: { permission: 'sandbox:write' } },
  enter: { id: 'sandbox.enter', door: 'public', method: 'POST', path: '/sandbox/session', access: { permission: 'sandbox:read' } },
  createApiKey: { id: 'sandbox.createApiKey', door: 'public', method: 'POST', path: '/sandbox/api-keys', access: { permission: 'sandbox:write' } },
  crews: { id: 'sandbox.crews', door: 'public', method: 'GET', path: '/sandbox/crews', access: { permission: 'sandbox:read' } },
  startCrews: { id: 'sandbox.startCrews', door: 'public', method: 'PUT', path: '/sandbox/crews', access: { permission: 'clock:write' } },
  stopCrews: { id: 'sandbox.stopCrews', door: 'public', method: 'DELETE', path: '/sandbox/crews', access: { permission: 'clock:write' } },
};

export const serviceLevelEndpoints: CallableOf<typeof contract.serviceLevelEndpoints> = {
  get: { id: 'serviceLevels.get', door: 'public', method: 'GET', path: '/service-levels', access: { permission: 'incidents:publish' } },
  saveContacts: { id: 'serviceLevels.saveContacts', door: 'public', method: 'PUT', path: '/service-levels/contacts', access: { permission: 'incidents:publish' } },
  test: { id: 'serviceLevels.test', door: 'public', method: 'POST', path: '/service-levels/test', access: { permission: 'incidents:publish' } },
};

export const sessionEndpoints: CallableOf<typeof contract.sessionEndpoints> = {
  signIn: { id: 'session.signIn', door: 'public', method: 'POST', path: '/session', access: 'anyone' },
  beginPasskey: { id: 'session.beginPasskey', door: 'public', method: 'POST', path: '/session/passkey/challenge', access: 'anyone' },
  signInWithPasskey: { id: 'session.signInWithPasskey', door: 'public', method: 'POST', path: '/session/passkey', access: 'anyone' },
  beginProvider: { id: 'session.beginProvider', door: 'public', method: 'POST', path: '/session/provider', access: 'anyone' },
  finishProvider: { id: 'session.finishProvider', door: 'public', method: 'POST', path: '/session/provider/finish', access: 'anyone' },
  renew: { id: 'session.renew', door: 'public', method: 'POST', path: '/session/renew', access: 'anyone' },
  signOut: { id: 'session.signOut', door: 'public', method: 'DELETE', path: '/session', access: 'anyone' },
};

export const singleSignOnEndpoints: CallableOf<typeof contract.singleSignOnEndpoints> = {
  get: { id: 'singleSignOn.get', door: 'public', method: 'GET', path: '/single-sign-on', access: { permission: 'members:write' } },
  save: { id: 'singleSignOn.save', door: 'public', method: 'PUT', path: '/single-sign-on', access: { permission: 'members:write' } },
  remove: { id: 'singleSignOn.remove', door: 'public', method: 'POST', path: '/single-sign-on/remove', access: { permission: 'members:write' } },
};

export const slotEndpoints: CallableOf<typeof contract.slotEndpoints> = {
  offer: { id: 'slots.offer', door: 'public', method: 'POST', path: '/slots/search', access: { permission: 'jobs:read' } },
  hold: { id: 'slots.hold', door: 'public', method: 'POST', path: '/slot-holds', access: { permission: 'jobs:write' } },
  list: { id: 'slots.list', door: 'public', method: 'GET', path: '/slot-holds', access: { permission: 'jobs:read' } },
  get: { id: 'slots.get', door: 'public', method: 'GET', path: '/slot-holds/{holdId}', access: { permission: 'jobs:read' } },
  release: { id: 'slots.release', door: 'public', method: 'DELETE', path: '/slot-holds/{holdId}', access: { permission: 'jobs:write' } },
  book: { id: 'slots.book', door: 'public', method: 'POST', path: '/slot-holds/{holdId}/book', access: { permission: 'jobs:write' } },
  capacity: { id: 'capacity.list', door: 'public', method: 'GET', path: '/capacity', access: { permission: 'plans:read' } },
};

export const trackerEndpoints: CallableOf<typeof contract.trackerEndpoints> = {
  preferences: { id: 'tracker.preferences', door: 'tracker', method: 'GET', path: '/{link}/preferences', access: 'tracker_link' },
  prefer: { id: 'tracker.prefer', door: 'tracker', method: 'POST', path: '/{link}/preferences', access: 'tracker_link' },
  pushKey: { id: 'tracker.pushKey', door: 'tracker', method: 'GET', path: '/{link}/push', access: 'tracker_link' },
  push: { id: 'tracker.push', door: 'tracker', method: 'POST', path: '/{link}/push', access: 'tracker_link' },
  logo: { id: 'tracker.logo', door: 'tracker', method: 'GET', path: '/{link}/logo', access: 'tracker_link', answerKind: 'bytes' },
  unsubscribe: { id: 'tracker.unsubscribe', door: 'tracker', method: 'POST', path: '/{link}/unsubscribe', access: 'tracker_link', bodyTypes: ['application/x-www-form-urlencoded', 'multipart/form-data'] },
  unsubscribePage: { id: 'tracker.unsubscribePage', door: 'tracker', method: 'GET', path: '/{link}/unsubscribe', access: 'tracker_link', answerKind: 'bytes' },
  view: { id: 'tracker.view', door: 'tracker', method: 'GET', path: '/{link}', access: 'tracker_link' },
  lookup: { id: 'tracker.lookup', door: 'tracker', method: 'POST', path: '/lookup', access: 'anyone' },
  confirm: { id: 'tracker.confirm', door: 'tracker', method: 'POST', path: '/{link}/confirm', access: 'tracker_link' },
  slots: { id: 'tracker.slots', door: 'tracker', method: 'GET', path: '/{link}/slots', access: 'tracker_link' },
  changeTime: { id: 'tracker.changeTime', door: 'tracker', method: 'POST', path: '/{link}/time', access: 'tracker_link' },
  instruct: { id: 'tracker.instruct', door: 'tracker', method: 'POST', path: '/{link}/instructions', access: 'tracker_link' },
  rate: { id: 'tracker.rate', door: 'tracker', method: 'POST', path: '/{link}/rating', access: 'tracker_link' },
  feed: { id: 'tracker.feed', door: 'tracker', method: 'GET', path: '/{link}/live', access: 'tracker_link', answerKind: 'event_stream' },
  file: { id: 'tracker.file', door: 'tracker', method: 'GET', path: '/{link}/files/{fileId}', access: 'tracker_link', answerKind: 'bytes' },
};

export const webhookEndpoints: CallableOf<typeof contract.webhookEndpoints> = {
  list: { id: 'webhooks.list', door: 'public', method: 'GET', path: '/webhooks', access: { permission: 'webhooks:read' } },
  create: { id: 'webhooks.create', door: 'public', method: 'POST', path: '/webhooks', access: { permission: 'webhooks:write' } },
  update: { id: 'webhooks.update', door: 'public', method: 'PATCH', path: '/webhooks/{endpointId}', access: { permission: 'webhooks:write' } },
  remove: { id: 'webhooks.remove', door: 'public', method: 'DELETE', path: '/webhooks/{endpointId}', access: { permission: 'webhooks:write' } },
  deliveries: { id: 'webhooks.deliveries', door: 'public', method: 'GET', path: '/webhooks/{endpointId}/deliveries', access: { permission: 'webhooks:read' } },
  redeliver: { id: 'webhooks.redeliver', door: 'public', method: 'POST', path: '/webhook-deliveries/{deliveryId}/redeliver', access: { permission: 'webhooks:write' } },
  rotateSecret: { id: 'webhooks.rotateSecret', door: 'public', method: 'POST', path: '/webhooks/{endpointId}/rotate-secret', access: { permission: 'webhooks:write' } },
  redeliverMany: { id: 'webhooks.redeliverMany', door: 'public', method: 'POST', path: '/webhooks/{endpointId}/redeliver', access: { permission: 'webhooks:write' } },
};
