import { CHANNELS, MESSAGE_PURPOSES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Window } from './job-shapes.ts';
import { Instant, LonLat, ServiceDate, ShortText, Zone } from './primitives.ts';
import { BrowserSubscription, PushKey } from './push.ts';

/** What a recipient sees. `stage` is one of four; the position is there only while their stop is next or near and the organisation allows it. */
export const TrackerView = z.object({
  sender: z.object({
    name: z.string(),
    accentColour: z.string().nullable(),
    phone: z.string().nullable(),
    logo: z
      .object({ url: z.string(), widthPixels: z.int(), heightPixels: z.int() })
      .nullable()
      .meta({ description: 'Below the tracker’s API, as it is to be shown' }),
    sandbox: z.boolean().meta({ description: 'Nobody waits for this delivery: it is a try' }),
  }),
  organisation: z.string(),
  jobCode: z.string(),
  zone: Zone,
  language: z.string(),
  sentence: z.string().meta({ description: 'The answer they came for, in their language' }),
  stage: z.enum(['ordered', 'planned', 'on_the_way', 'finished']),
  outcome: z.enum(['completed', 'partially_completed', 'incomplete', 'damaged', 'cancelled']).nullable(),
  promise: z.object({ from: Instant, to: Instant, changed: z.boolean() }).nullable(),
  eta: z.object({ at: Instant, earliest: Instant, latest: Instant, computedAt: Instant }).nullable(),
  stopsBefore: z.int().nullable(),
  vehicle: z
    .object({ lon: z.number(), lat: z.number(), headingDegrees: z.number().nullable(), at: Instant })
    .nullable(),
  destination: LonLat.nullable(),
  addressLine: z.string(),
  items: z.array(z.object({ kind: z.string(), description: z.string(), quantity: z.int() })),
  confirmation: z.string(),
  instructions: z.string(),
  may: z.object({ confirm: z.boolean(), changeTime: z.boolean(), instruct: z.boolean(), rate: z.boolean() }),
  proof: z
    .object({
      at: Instant,
      name: z.string().nullable(),
      handedTo: z.string().nullable(),
      photos: z.array(z.string()),
      signature: z.string().nullable(),
    })
    .nullable(),
  rating: z.object({ stars: z.int(), words: z.string() }).nullable(),
  mapStyleUrl: z.string(),
  businessNow: Instant,
  speed: z.number(),
});
export type TrackerView = z.infer<typeof TrackerView>;

const link = z.object({ link: z.string().min(20).max(120) });

/** What somebody hears from a sender, and what they asked for before. */
export const Preferences = z.object({
  sender: TrackerView.shape.sender,
  language: z.string(),
  channels: z.array(
    z.object({
      channel: z.enum(CHANNELS),
      address: z.string().meta({ description: 'Enough of it to know one’s own' }),
      service: z.boolean().meta({ description: 'About the visit itself' }),
      rating: z.boolean().meta({ description: 'Questions about how it went' }),
    }),
  ),
  history: z.array(
    z.object({
      at: Instant,
      channel: z.enum(CHANNELS),
      purpose: z.enum(MESSAGE_PURPOSES).nullable(),
      wanted: z.boolean(),
      how: z.string(),
    }),
  ),
});
export type Preferences = z.infer<typeof Preferences>;

export const trackerEndpoints = {
  preferences: defineEndpoint({
    id: 'tracker.preferences',
    door: 'tracker',
    method: 'GET',
    path: '/{link}/preferences',
    summary: 'What the holder of a link hears from this sender',
    access: 'tracker_link',
    params: link,
    answer: Preferences,
  }),
  prefer: defineEndpoint({
    id: 'tracker.prefer',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/preferences',
    summary: 'Hear of something on a channel, or no more',
    access: 'tracker_link',
    params: link,
    body: z.object({ channel: z.enum(['email', 'sms']), purpose: z.enum(['service', 'rating']), wanted: z.boolean() }),
    answer: Preferences,
  }),
  pushKey: defineEndpoint({
    id: 'tracker.pushKey',
    door: 'tracker',
    method: 'GET',
    path: '/{link}/push',
    summary: 'The key that a browser is given before it allows push',
    access: 'tracker_link',
    params: link,
    answer: PushKey,
  }),
  push: defineEndpoint({
    id: 'tracker.push',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/push',
    summary: 'The customer allows push on this device, for this delivery',
    access: 'tracker_link',
    params: link,
    body: BrowserSubscription,
  }),
  logo: defineEndpoint({
    id: 'tracker.logo',
    door: 'tracker',
    method: 'GET',
    path: '/{link}/logo',
    summary: 'The sender’s logo',
    access: 'tracker_link',
    params: link,
    answerKind: 'bytes',
  }),
  unsubscribe: defineEndpoint({
    id: 'tracker.unsubscribe',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/unsubscribe',
    summary: 'One-click unsubscribe of mail programs (RFC 8058)',
    description: 'What stands in `List-Unsubscribe`: the body is `List-Unsubscribe=One-Click`.',
    access: 'tracker_link',
    params: link,
    bodyTypes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
    bodyLimitBytes: 4096,
  }),
  unsubscribePage: defineEndpoint({
    id: 'tracker.unsubscribePage',
    door: 'tracker',
    method: 'GET',
    path: '/{link}/unsubscribe',
    summary: 'Leads a person who opens the address of `List-Unsubscribe` to the page of wishes; ends nothing',
    access: 'tracker_link',
    params: link,
    answerKind: 'bytes',
  }),
  view: defineEndpoint({
    id: 'tracker.view',
    live: true,
    door: 'tracker',
    method: 'GET',
    path: '/{link}',
    summary: 'The delivery behind a tracker link',
    description: 'Opening it confirms nothing. An old link answers 410 `link_expired`.',
    access: 'tracker_link',
    params: link,
    answer: TrackerView,
  }),
  lookup: defineEndpoint({
    id: 'tracker.lookup',
    door: 'tracker',
    method: 'POST',
    path: '/lookup',
    summary: 'State and window only, by job code and postcode',
    access: 'anyone',
    body: z.object({ jobCode: z.string().min(3).max(16), postcode: z.string().min(2).max(20) }),
    answer: z.object({
      stage: TrackerView.shape.stage,
      outcome: TrackerView.shape.outcome,
      promise: TrackerView.shape.promise,
      zone: Zone,
    }),
  }),
  confirm: defineEndpoint({
    id: 'tracker.confirm',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/confirm',
    summary: 'The customer confirms the promise',
    access: 'tracker_link',
    params: link,
    answer: TrackerView,
  }),
  slots: defineEndpoint({
    id: 'tracker.slots',
    workOf: 'itinerary-optimiser',
    live: true,
    door: 'tracker',
    method: 'GET',
    path: '/{link}/slots',
    summary: 'Other times that the customer may still have, a week ahead',
    description: 'Only what the day as it stands and the cut-offs allow. `why` says in words why there are none.',
    access: 'tracker_link',
    params: link,
    answer: z.object({
      why: z.string().nullable(),
      zone: Zone,
      rows: z.array(
        z.object({
          serviceDate: ServiceDate,
          slots: z.array(Window.extend({ startsAt: Instant, endsAt: Instant })),
        }),
      ),
    }),
  }),
  changeTime: defineEndpoint({
    id: 'tracker.changeTime',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/time',
    summary: 'The customer takes another of the times offered',
    description: 'Held, booked, promised and confirmed in one. 409 `slot_full` when somebody was faster, `too_late`.',
    access: 'tracker_link',
    params: link,
    body: Window.extend({ serviceDate: ServiceDate }),
    answer: TrackerView,
  }),
  instruct: defineEndpoint({
    id: 'tracker.instruct',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/instructions',
    summary: 'The customer’s words for the crew',
    access: 'tracker_link',
    params: link,
    body: z.object({ instructions: z.string().max(500) }),
    answer: TrackerView,
  }),
  rate: defineEndpoint({
    id: 'tracker.rate',
    door: 'tracker',
    method: 'POST',
    path: '/{link}/rating',
    summary: 'One question, five stars, once',
    access: 'tracker_link',
    params: link,
    body: z.object({ stars: z.int().min(1).max(5), words: z.string().max(1000) }),
    answer: TrackerView,
  }),
  feed: defineEndpoint({
    id: 'tracker.feed',
    door: 'tracker',
    method: 'GET',
    path: '/{link}/live',
    summary: 'Live feed: `view` whenever something changed, with the whole view',
    access: 'tracker_link',
    params: link,
    answerKind: 'event_stream',
  }),
  file: defineEndpoint({
    id: 'tracker.file',
    door: 'tracker',
    method: 'GET',
    path: '/{link}/files/{fileId}',
    summary: 'A photo or signature of the proof',
    access: 'tracker_link',
    params: link.extend({ fileId: ShortText }),
    answerKind: 'bytes',
  }),
};
