import type { Catalogue } from './catalogue.ts';

export const english: Catalogue = {
  visit: {
    delivery: 'your delivery',
    pickup: 'your pickup',
    installation: 'your installation',
    service: 'your service visit',
    haul_away: 'your collection',
    return: 'your return',
  },
  labels: {
    when: 'When',
    where: 'Where',
    what: 'What',
    number: 'Number',
    questions: 'Questions? Call {phone}.',
    why: 'You receive this message because {sender} comes to you. Number: {code}.',
    preferences: 'Too many messages, or the wrong ones? Choose: {preferences}',
    openJob: 'Open {code}',
  },
  words: {
    promise_made: {
      subject: '{sender}: {visit} on {day}, {from}–{to}',
      heading: 'We come on {day}',
      paragraphs: [
        'Hello {customer}, {visit} from {sender} is planned for {day} between {from} and {to}.',
        'You can follow it on its own page, and tell the crew there what they should know.',
      ],
      button: 'See the appointment',
      sms: '{sender}: {visit} is planned for {date}, {from}-{to}. Details: {link}',
    },
    reminder: {
      subject: '{sender}: {visit} on {day}, {from}–{to}',
      heading: 'On {day}, between {from} and {to}',
      paragraphs: [
        'Hello {customer}, a reminder: {visit} from {sender} comes on {day} between {from} and {to}.',
        'If it does not suit you, tell us in time.',
      ],
      button: 'See the appointment',
      sms: '{sender}: {visit} comes on {date}, {from}-{to}. {canReply, select, yes {Reply 1 to confirm, 2 for another time, or see} other {Details:}} {link}',
    },
    day_before: {
      subject: '{sender}: {visit} tomorrow, {from}–{to} – does it suit you?',
      heading: 'Tomorrow between {from} and {to}',
      paragraphs: [
        'Hello {customer}, {visit} from {sender} comes tomorrow, {day}, between {from} and {to}.',
        'Please confirm that it suits you, or ask for another time.',
      ],
      button: 'Confirm or change',
      sms: '{sender}: {visit} comes tomorrow {date}, {from}-{to}. {canReply, select, yes {Reply 1 to confirm, 2 for another time, or} other {Please confirm or change:}} {link}',
    },
    day_of: {
      subject: '{sender}: {visit} today, {from}–{to}',
      heading: 'Today between {from} and {to}',
      paragraphs: ['Hello {customer}, {visit} from {sender} comes today between {from} and {to}.'],
      button: 'Follow it',
      sms: '{sender}: {visit} comes today between {from} and {to}. Follow it: {link}',
    },
    on_the_way: {
      subject: '{sender}: we are on our way to you',
      heading: 'We are on our way',
      paragraphs: [
        'Hello {customer}, the crew with {visit} has set off for {place}{hasEta, select, yes { and should be with you between {etaFrom} and {etaTo}} other {}}.',
      ],
      button: 'Follow live',
      sms: '{sender}: we are on our way{hasEta, select, yes {, expected {etaFrom}-{etaTo}} other {}}. Follow live: {link}',
    },
    eta_under: {
      subject: '{sender}: with you in about {minutes} minutes',
      heading: 'About {minutes} {minutes, plural, one {minute} other {minutes}} away',
      paragraphs: ['Hello {customer}, we expect to be with you between {etaFrom} and {etaTo}.'],
      button: 'Follow live',
      sms: '{sender}: we are about {minutes} {minutes, plural, one {minute} other {minutes}} away. {link}',
    },
    arrived: {
      subject: '{sender}: we are at your door',
      heading: 'We are here',
      paragraphs: ['Hello {customer}, the crew with {visit} has arrived at {place}.'],
      button: null,
      sms: '{sender}: we have arrived with {visit}.{hasPhone, select, yes { Questions: {phone}} other {}}',
    },
    completed: {
      subject: '{sender}: done – {visit}',
      heading: 'Done',
      paragraphs: [
        'Hello {customer}, {visit} from {sender} is done. Thank you.',
        'The proof is on its page{mayRate, select, yes {, and we are glad to hear how it went} other {}}.',
      ],
      button: 'See the proof{mayRate, select, yes { and rate it} other {}}',
      sms: '{sender}: {visit} is done. Proof{mayRate, select, yes { and rating} other {}}: {link}',
    },
    partially_completed: {
      subject: '{sender}: {visit} was done in part',
      heading: 'A part is still missing',
      paragraphs: [
        'Hello {customer}, we could do only a part of {visit}.{hasReason, select, yes { {reason}} other {}}',
        'We will get in touch about the rest. What was done, and what was not, is on its page.',
      ],
      button: 'See what was done',
      sms: '{sender}: we could do only a part of {visit} and will get in touch about the rest. {link}',
    },
    incomplete: {
      subject: '{sender}: we could not do {visit}',
      heading: 'It did not work this time',
      paragraphs: [
        'Hello {customer}, we could not do {visit} today.{hasReason, select, yes { {reason}} other {}}',
        'We will get in touch about what happens next.',
      ],
      button: 'See the details',
      sms: '{sender}: we could not do {visit} and will get in touch about what happens next. {link}',
    },
    damaged: {
      subject: '{sender}: something of {visit} is damaged',
      heading: 'Something is damaged',
      paragraphs: [
        'Hello {customer}, something of {visit} is damaged, and we are sorry.{hasReason, select, yes { {reason}} other {}}',
        'We will get in touch about what happens next.',
      ],
      button: 'See the details',
      sms: '{sender}: something of {visit} is damaged. We are sorry and will get in touch. {link}',
    },
    late: {
      subject: '{sender}: {visit} comes later than promised',
      heading: 'We are late',
      paragraphs: [
        'Hello {customer}, we promised to come between {from} and {to} and cannot keep that.{hasEta, select, yes { We now expect to be with you between {etaFrom} and {etaTo}.} other {}}',
        'We are sorry for the wait.',
      ],
      button: 'Follow live',
      sms: '{sender}: {visit} comes later than promised{hasEta, select, yes {, expected {etaFrom}-{etaTo}} other {}}. We are sorry. {link}',
    },
    changed: {
      subject: '{sender}: new time for {visit}: {day}, {from}–{to}',
      heading: 'New time: {day}',
      paragraphs: ['Hello {customer}, {visit} from {sender} now comes on {day} between {from} and {to}.'],
      button: 'See the appointment',
      sms: '{sender}: new time for {visit}: {date}, {from}-{to}. Details: {link}',
    },
    cancelled: {
      subject: '{sender}: {visit} was cancelled',
      heading: 'Cancelled',
      paragraphs: [
        'Hello {customer}, {visit} from {sender}{hasPromise, select, yes { on {day}} other {}} was cancelled. Nobody will come.',
      ],
      button: null,
      sms: '{sender}: {visit}{hasPromise, select, yes { on {date}} other {}} was cancelled. Nobody will come.',
    },
  },
  office: {
    promise_made: 'Promised for {day}, {from}–{to}.',
    reminder: 'Comes on {day}, {from}–{to}.',
    day_before: 'Comes tomorrow, {from}–{to}.',
    day_of: 'Comes today, {from}–{to}.',
    on_the_way: 'The crew is on its way{hasEta, select, yes {, expected {etaFrom}–{etaTo}} other {}}.',
    eta_under: 'The crew is about {minutes} {minutes, plural, one {minute} other {minutes}} away.',
    arrived: 'The crew has arrived.',
    completed: 'Done.',
    partially_completed: 'Done in part.{hasReason, select, yes { {reason}} other {}}',
    incomplete: 'Not done.{hasReason, select, yes { {reason}} other {}}',
    damaged: 'Something is damaged.{hasReason, select, yes { {reason}} other {}}',
    late: 'Late: promised {from}–{to}{hasEta, select, yes {, expected {etaFrom}–{etaTo}} other {}}.',
    changed: 'New time: {day}, {from}–{to}.',
    cancelled: 'Cancelled{hasPromise, select, yes {; it was promised for {day}} other {}}.',
  },
  answers: {
    stopped: '{sender}: you get no more SMS from us. Your appointment stands. Write START to hear from us again.',
    started: '{sender}: you get our SMS again. Write STOP to end them.',
    help: '{sender}: SMS about your appointment {code}.{hasPhone, select, yes { Questions: {phone}.} other {}} Write STOP to end them. {link}',
    confirmed: '{sender}: thank you, {date}, {from}-{to} is confirmed.',
    changeAsked:
      '{sender}: we have noted that {date}, {from}-{to} does not suit you and will get in touch. Or choose here: {link}',
  },
};
