/**
 * Every code that a refusal may carry, in one place: what the reference page and docs print, and what CI holds the server to.
 * Programs branch on the code; its status may depend on where it stands (in a path 404, in a body 422).
 */
export interface ProblemMeaning {
  readonly status: readonly number[];
  readonly meaning: string;
  /** What a program may do about it; absent: a person has to look. */
  readonly then?: string;
}

type Row = readonly [status: number | readonly number[], meaning: string, then?: string];
type Rows = Record<string, Row>;

const everywhere = {
  overloaded: [
    503,
    'There is more to do than can be done just now; the priority that the request has waits',
    'Wait as Retry-After says, then send it again with its Idempotency-Key',
  ],
  too_many_streams: [
    503,
    'No further live feed can be held here',
    'Read GET /api/events with waitSeconds, or come back as Retry-After says',
  ],
  disk_full: [
    507,
    'There is no room left on the disk; nothing of the request was kept',
    'Send it again with its Idempotency-Key once there is room',
  ],
  invalid_request: [400, 'A path, query or header value is not as it should be; `fields` says which'],
  invalid_body: [422, 'The body is not as it should be; `fields` says which and why'],
  bad_request: [400, 'The request cannot be read as HTTP'],
  bad_url: [400, 'The path cannot be decoded'],
  path_too_long: [414, 'A part of the path is too long'],
  malformed_json: [400, 'The body is not JSON'],
  wrong_content_length: [400, 'The body is not as long as it says'],
  unsupported_media_type: [415, 'This kind of body is not taken here'],
  body_too_large: [413, 'The JSON body is too large'],
  method_not_allowed: [405, 'The path is known, the method is not'],
  not_found: [404, 'Nothing is served at this path'],
  version_unknown: [[400, 404], 'No version of the API for this date, or no version of a text by this number'],
  credential_missing: [401, 'A credential is needed'],
  credential_not_valid: [401, 'The credential is not valid, or no longer', 'Renew the token, then send it again.'],
  not_permitted: [403, 'The credential may not do that'],
  members_only: [403, 'Only a signed-in member may do that, no key'],
  for_members: [403, 'Only a signed-in member may do that, no key'],
  not_for_merchants: [403, 'Merchants may not do that'],
  too_many_requests: [429, 'More than the allowance', 'Wait `Retry-After`, then send it again.'],
  too_many_tries: [429, 'Too many wrong tries', 'Wait `Retry-After`.'],
  reference_unknown: [422, 'An id in the body leads to nothing'],
  changed_meanwhile: [412, 'Somebody else changed it since it was read', 'Read it again, decide again.'],
  idempotency_key_reused: [422, 'The key was used for another request', 'Make a new key.'],
  still_running: [409, 'The same request is being worked on', 'Ask again with the same key.'],
  tus_version: [412, 'Resumable uploads are taken by tus 1.0.0'],
  upload_header: [400, 'A header of an upload is missing or wrong; `fields` says which'],
  upload_unknown: [404, 'No such upload, or it has run out', 'Begin it anew.'],
  upload_offset: [409, 'The part does not begin where the upload stands', 'Go on from `offset`.'],
  upload_too_long: [413, 'More bytes than Upload-Length said'],
  upload_differs: [409, 'Another upload has this id', 'Make a new id.'],
  too_many_uploads: [409, 'Too many uploads that are not finished', 'Finish or end some.'],
  too_many_parts: [409, 'An upload has too many parts', 'Begin anew with larger ones.'],
  too_many_attachments: [409, 'The job has as many attachments as it may'],
  attachment_unknown: [404, 'The job has no such attachment'],
  bad_cursor: [400, 'Not a cursor of this list', 'Begin without one.'],
  cursor_invalid: [422, 'Not a cursor of this feed', 'Begin without one.'],
  cursor_expired: [
    410,
    'The feed no longer reaches back that far',
    'Read things as they stand, then begin without one.',
  ],
  roads_unavailable: [503, 'The roads do not answer just now', 'Wait `Retry-After`, then send it again.'],
  geocoder_unavailable: [503, 'Addresses cannot be looked up just now', 'Wait `Retry-After`, then send it again.'],
  roads_refused: [422, 'The roads cannot answer that: a point off the globe, an unknown profile'],
  database_unavailable: [503, 'The database cannot be reached just now', 'Send it again with the same key.'],
  internal_error: [500, 'A fault of ours', 'Send it again with the same key; if it stays so, tell us the `instance`.'],
  not_a_read: [400, 'Only reads may travel by `POST /read`'],
  web_app_not_built: [503, 'The pages of this app have not been built'],
} satisfies Rows;

const accounts = {
  wrong_password: [[401, 422], 'No such member, or another password'],
  code_needed: [401, 'The account has a second factor: send its code as well, or an answer to `passkeyRequest`'],
  wrong_code: [[401, 422], 'Not the second factor’s code, or no longer'],
  second_factor_on: [409, 'A second factor is set up already'],
  second_factor_off: [409, 'No second factor is set up'],
  challenge_over: [[401, 422], 'The challenge ran out, or was answered already', 'Ask for a new one.'],
  passkey_refused: [[401, 422], 'The passkey’s answer does not fit'],
  passkey_copied: [401, 'The passkey counts backwards: there may be a copy'],
  passkey_unknown: [[401, 404], 'No such passkey'],
  passkey_taken: [409, 'The passkey is registered already'],
  passkey_needed: [409, 'There is no passkey yet'],
  passkeys_too_many: [409, 'No more passkeys'],
  passkeys_need_a_name: [409, 'The platform is reached by an address of numbers; passkeys are bound to a host name'],
  last_factor: [409, 'Signing in asks for this passkey after the password'],
  sign_in_again: [403, 'Who has no password has to have signed in within the last ten minutes'],
  no_provider: [404, 'No organisation with a provider of its own is meant'],
  organisation_needed: [409, 'Several organisations have a provider: their own sign-in link says which'],
  provider_unreachable: [[409, 422], 'The provider does not answer'],
  provider_refused: [[401, 422], 'The provider did not sign the person in; `detail` has its words'],
  provider_answer_invalid: [[401, 422], 'The provider’s answer or document could not be accepted'],
  provider_only: [403, 'The organisation signs in through its provider only'],
  provider_faulty: [422, 'The provider’s settings have faults; `fields` says which'],
  email_not_verified: [403, 'The provider does not say that the e-mail address is the person’s own'],
  not_a_member: [403, 'No member has this e-mail address, and its domain lets nobody join'],
  identity_taken: [403, 'The member is linked to another account at the provider'],
  identity_unknown: [404, 'The member is linked to no provider'],
  emergency_member_unfit: [422, 'Not an active administrator with a password'],
  emergency_member_needed: [422, 'Somebody has to get in when the provider fails'],
  emergency_member_kept: [409, 'Theirs is the account that opens when the provider fails'],
  password_weak: [422, 'The password is too weak'],
  session_unknown: [404, 'No such session'],
  member_unknown: [404, 'No such member'],
  customer_unknown: [[404, 422], 'No such customer'],
  customer_reference_taken: [
    409,
    'Another customer of the merchant has this `referenceId`; `customerId` says which',
    'If they are the same, merge them.',
  ],
  channel_not_valid: [422, 'A telephone number or e-mail address that can be none; `fields` says which'],
  other_merchant: [422, 'The two belong to different merchants'],
  already_the_same: [409, 'The two are the same customer already'],
  not_merged: [422, 'The other is not merged into this one'],
  customer_named_twice: [
    422,
    'The customer is named by `customerId` and by `customerReferenceId`',
    'Send one of them.',
  ],
  customer_erased: [409, 'Whose visit it was has been erased; it is nobody’s any more'],
  customer_has_open_jobs: [409, 'The customer is still to be visited', 'Cancel the jobs named or let them end first.'],
  member_disabled: [[403, 409], 'The member is disabled'],
  last_administrator: [409, 'One administrator has to stay'],
  link_over: [410, 'The link was used, or is too old', 'Ask for a new one.'],
  api_key_over: [409, 'The key has expired or was revoked'],
  session_over: [401, 'The session is over', 'Sign in again.'],
  several_organisations: [409, 'This e-mail address belongs to several organisations: say which'],
  organisation_unknown: [404, 'No such organisation'],
  branch_in_use: [
    409,
    'The branch has jobs to be done or vehicles in service; `openJobs` and `vehicles` say how many',
    'Finish or cancel its jobs, and take its vehicles out of service.',
  ],
  branch_has_jobs: [409, 'The branch has jobs, which are told in its zone', 'Open another in the right zone.'],
  last_branch: [409, 'One branch has to stay', 'Open another one first.'],
  branch_unknown: [[404, 422], 'No open branch with this id, or several and none named'],
  email_taken: [409, 'A member has this e-mail address, or can still go back to it'],
  email_unchanged: [422, 'The e-mail address is this one already'],
  email_change_unknown: [404, 'No other e-mail address waits to be confirmed'],
  no_email_here: [
    409,
    'A sandbox, or an installation without a provider, writes to nobody: no address can be confirmed',
  ],
  api_key_unknown: [404, 'No such key'],
  merchant_needed: [422, 'The role merchant needs the merchant it is for'],
  merchant_not_for_role: [422, 'Only the role merchant is kept to one merchant'],
  more_than_own: [403, 'A key may do no more than its maker'],
  clock_is_real: [409, 'Only a sandbox has a clock that can be set'],
  clock_runs_forward: [409, 'Business time never goes back'],
  is_a_sandbox: [409, 'A sandbox has no sandbox of its own', 'Ask with a credential of the live organisation'],
  not_a_twin: [409, 'This sandbox is nobody’s twin'],
  no_sandbox: [409, 'There is no sandbox yet, or it is being made', 'Make one and wait until its state is `ready`'],
  not_a_sandbox: [409, 'Only in a sandbox'],
  clock_too_far: [422, 'That is further than a sandbox may jump'],
  not_an_operator: [403, 'Only operators of the installation publish incidents'],
  edge_secret_missing: [503, 'The installation has no secret for its edge program'],
  no_edge: [409, 'No edge program is configured'],
  edge_program_unreachable: [503, 'The edge program does not answer'],
  merchant_unknown: [[404, 422], 'No such merchant, or several and none named'],
  merchant_closed: [409, 'The merchant is closed'],
  merchant_has_open_jobs: [409, 'Jobs of the merchant are still to be done; `openJobs` says how many'],
  code_taken: [409, 'Another one has this code'],
  sender_domain_unknown: [404, 'There is no sender domain with this id'],
  sender_domain_taken: [422, 'The sender domain is the installation’s own', 'Give an address of a domain of your own'],
} satisfies Rows;

const fleet = {
  location_unknown: [[404, 422], 'No such location'],
  vehicle_unknown: [[404, 422], 'No such vehicle, or none that is active'],
  operator_unknown: [[404, 422], 'No such operator'],
  operator_left: [409, 'The operator has left'],
  device_unknown: [404, 'No such device'],
  geofence_unknown: [404, 'No such area'],
  too_many_geofences: [409, 'No more areas'],
  pairing_code_unknown: [404, 'No such pairing code'],
  pairing_code_expired: [410, 'The pairing code is too old or was used', 'Ask for a new one.'],
} satisfies Rows;

const jobs = {
  job_unknown: [[404, 422], 'No such job'],
  job_not_found: [404, 'No delivery with this code and postcode'],
  suspected_duplicate: [
    409,
    'It looks like another job once more; `jobId` says which',
    'Ask a person, or send `allowDuplicate`.',
  ],
  reference_taken: [
    409,
    'Another job of the merchant has this `referenceId`; `jobId` says which',
    'It is there already.',
  ],
  retry_unknown: [422, 'The job to be tried again does not exist'],
  not_releasable: [422, 'It has faults that keep it in staging; `fields` says which'],
  line_unknown: [404, 'The job has no such line'],
  last_line: [409, 'A job keeps one line at the least', 'Cancel or delete the job.'],
  too_many_lines: [409, 'A job has at most 100 lines'],
  line_has_goods: [409, 'Goods of the line were received or loaded: it stays on record'],
  too_much_metadata: [
    422,
    'The job would have more than 50 keys of metadata',
    'Take some away with null in the same patch.',
  ],
  job_closed: [409, 'It has ended and stays as it was', 'Create one with `retryOf`.'],
  job_under_way: [409, 'Its crew is under way'],
  job_on_itinerary: [409, 'The itinerary was made for it as it is', 'Take it off first.'],
  not_ended: [409, 'No crew or desk has ended the visit: there is no outcome to correct'],
  outcome_unchanged: [409, 'The outcome that is recorded says the same'],
  not_on_the_road: [
    409,
    'The job is with no crew: only one that is dispatched, on route or arrived is ended at the desk',
  ],
  job_not_on_the_road: [409, 'The job’s state does not let a visit end'],
  quantities_wrong: [422, 'What was completed, refused, damaged and missing does not add up to the line'],
  action_unknown: [422, 'A result names a line that is not the job’s'],
  collected_without_delivery: [422, 'The old one stays when the new one is not delivered'],
  job_has_history: [409, 'Something has come of it: it is cancelled, not deleted'],
  job_not_ready: [409, 'It cannot be planned or dispatched as it stands'],
  job_held: [409, 'It is held back'],
  job_unconfirmed: [409, 'Its customer has not confirmed'],
  wrong_state: [409, 'Its state does not allow that; the title says from, to and why'],
  wrong_actor: [409, 'Its state does not allow that by whoever asked'],
  hold_over: [[409, 422], 'The hold is over'],
  pin_off_the_map: [422, 'Nobody can drive to where the pin is'],
  no_place: [422, 'Nobody knows where it is'],
  not_finished: [409, 'The visit is not finished'],
  too_many_links: [409, 'No more links of a job'],
  follows_another: [409, 'The job follows another one already'],
  link_to_itself: [422, 'A job cannot hang on itself'],
  link_in_a_circle: [422, 'The other job follows this one by a detour'],
  rated_already: [409, 'The visit was rated already'],
  too_late: [409, 'It is too late for that'],
  link_unknown: [404, 'No such tracker link'],
  link_expired: [410, 'The tracker link is too old'],
} satisfies Rows;

const slots = {
  job_or_visit: [422, 'Say `jobId` or `visit`, one of the two'],
  date_closed: [409, 'Nothing of this date is offered; `closed` says why'],
  slot_full: [409, 'No room in this slot', 'Ask for slots again.'],
  slot_too_soon: [422, 'It begins too soon to be driven to'],
  not_a_window: [422, 'Not a span of the date'],
  too_many_holds: [409, 'No more slots are held at a time'],
  hold_unknown: [404, 'No such hold'],
  hold_expired: [409, 'The hold has expired', 'Ask for slots again.'],
  job_missing: [422, 'Say which job the slot is for'],
  larger_than_held: [422, 'The slot was held for less than this; `differs` says in what'],
} satisfies Rows;

const planning = {
  plan_unknown: [404, 'No such plan'],
  nothing_to_plan: [422, 'No job is ready, or no vehicle is chosen'],
  nothing_to_improve: [409, 'No itinerary of the date can be improved'],
  nothing_to_replan: [409, 'Nothing of the date is left to be planned again'],
  too_many_places: [413, 'The day is too large for one plan'],
  plan_has_no_routes: [409, 'It has no routes'],
  plan_is_stale: [409, 'The day changed since; `changed` says what', 'Run it again.'],
  plan_has_findings: [
    409,
    'The independent checker found fault with it; `findings` says what',
    'Run it again, or apply it with despiteFindings once somebody has looked.',
  ],
  plan_changed: [409, 'Somebody else just changed it', 'Read it again.'],
  itinerary_unknown: [404, 'No such itinerary'],
  itinerary_is_over: [409, 'It is finished or cancelled'],
  itinerary_is_out: [409, 'Its crew has begun'],
  vehicle_is_out: [409, 'A vehicle of the plan runs an itinerary of the day'],
  vehicle_has_itinerary: [409, 'The vehicle has an itinerary on this date'],
  no_crew: [409, 'It has no crew'],
  no_vehicle: [409, 'It has no vehicle'],
  stop_is_over: [409, 'This part of the day has happened'],
  stop_unknown: [422, 'The stop is not on that route'],
  order_incomplete: [422, 'The order must name each job once'],
  one_at_a_time: [422, 'Two changes that do not go together'],
  day_changed: [409, 'An itinerary changed meanwhile', 'Read it again.'],
  conflict_unknown: [404, 'No such conflict'],
  conflict_settled: [409, 'It is settled'],
} satisfies Rows;

const imports = {
  import_unknown: [404, 'No such import'],
  import_staged: [409, 'It was staged'],
  import_dropped: [409, 'It was dropped'],
  import_changed: [409, 'It changed meanwhile', 'Read it again.'],
  row_unknown: [404, 'No such line'],
  row_staged: [409, 'The line is a job already'],
  row_malformed: [422, 'The line cannot be read'],
  mapping_invalid: [422, 'A column or field that is not there'],
  mapping_incomplete: [422, 'Fields that every job needs have no column'],
  file_empty: [422, 'The file is empty'],
  file_not_text: [422, 'The file holds something other than a table in text'],
  encoding_unknown: [422, 'The letters of the file are of no encoding that is read; `detail` names the line'],
  file_unreadable: [422, 'Too many lines of the file cannot be read'],
  file_too_large: [413, 'The file is too large'],
  file_type_not_accepted: [415, 'This kind of file is not taken'],
  file_not_found: [404, 'No such file'],
  image_unreadable: [422, 'The picture cannot be read'],
  images_busy: [503, 'Too many pictures are being looked at', 'Wait `Retry-After`, then send it again.'],
  file_store_unavailable: [503, 'The file store cannot be reached just now', 'Wait `Retry-After`, then send it again.'],
} satisfies Rows;

const messages = {
  message_unknown: [404, 'No such message'],
  message_not_retriable: [409, 'It stands so that it cannot be sent again'],
  body_erased: [409, 'Its text was erased'],
  no_address: [422, 'The customer has no address on this channel'],
  address_needed: [422, 'An e-mail address or a number is needed'],
  phone_needed: [422, 'A telephone number is needed'],
  no_such_channel: [422, 'No such channel'],
  opted_out: [409, 'The person does not want to hear of it'],
  suppression_unknown: [404, 'No such suppressed address'],
  limit_invalid: [422, 'Not a limit'],
  words_faulty: [422, 'The text has faults; `fields` says which'],
  unknown_variable: [422, 'A variable that no message has'],
  rule_unknown: [404, 'No such rule'],
  rule_faulty: [422, 'The rule has faults; `fields` says which'],
  shipped_rule: [409, 'A rule that came with the platform is switched off, not deleted'],
  too_many_rules: [409, 'No more rules'],
  unknown_push_service: [422, 'No push service that we know'],
} satisfies Rows;

const webhooks = {
  webhook_unknown: [404, 'No such endpoint'],
  webhook_faulty: [422, 'The address or the event types are not as they should be'],
  webhook_disabled: [409, 'The endpoint is disabled'],
  webhooks_too_many: [409, 'No more endpoints'],
  delivery_unknown: [404, 'No such delivery'],
  delivery_under_way: [409, 'It is being delivered'],
  period_missing: [422, 'Say a period or a cursor'],
} satisfies Rows;

const field = {
  expected_seq: [409, 'A command is missing before this one; `expectedSeq` says which', 'Send from there.'],
  seq_taken: [409, 'This number was used for another command; `expectedSeq` says the next', 'Number anew from there.'],
} satisfies Rows;

const topics = {
  'Of every endpoint': everywhere,
  Accounts: accounts,
  Fleet: fleet,
  Jobs: jobs,
  'Slots and capacity': slots,
  'Plans and itineraries': planning,
  'Imports and files': imports,
  Messages: messages,
  Webhooks: webhooks,
  'Operator API': field,
};

type Topics = typeof topics;
/** Of this catalogue: nothing else can be thrown. */
export type ProblemCode = { [Topic in keyof Topics]: keyof Topics[Topic] }[keyof Topics];

const meaningOf = ([status, meaning, then]: Row): ProblemMeaning => ({
  status: typeof status === 'number' ? [status] : status,
  meaning,
  ...(then === undefined ? {} : { then }),
});

/** By the heading they stand under. */
export const problemsByTopic: Readonly<Record<string, Readonly<Record<string, ProblemMeaning>>>> = Object.fromEntries(
  Object.entries(topics).map(([topic, rows]) => [
    topic,
    Object.fromEntries(Object.entries<Row>(rows).map(([code, row]) => [code, meaningOf(row)])),
  ]),
);

export const problemCodes: ReadonlyMap<string, ProblemMeaning> = new Map(
  Object.values(problemsByTopic).flatMap((rows) => Object.entries(rows)),
);

/** The page of docs/ about them. */
export function printProblems(): string {
  const rows = (entries: Readonly<Record<string, ProblemMeaning>>) =>
    Object.entries(entries).map(
      ([code, { status, meaning, then }]) => `| \`${code}\` | ${status.join(', ')} | ${meaning}. | ${then ?? ''} |`,
    );
  return `# Problems

Every refusal is an RFC 9457 document with one of these codes, printed from \`packages/api-contract/src/problem-codes.ts\`; a code that is not there fails \`npm test\`. Titles, details and remedies are for people and may change; codes stay.
The members beside those of RFC 9457 are \`code\`, \`fields\` (each with its own \`code\`), \`remedy\` and what the meaning names. A code may be added at any time: treat one you do not know by its status.

${Object.entries(problemsByTopic)
  .map(
    ([topic, entries]) =>
      `## ${topic}\n\n| code | status | meaning | what a program may do |\n| --- | --- | --- | --- |\n${rows(entries).join('\n')}\n`,
  )
  .join('\n')}`;
}
