import type { Catalogue } from './catalogue.ts';

export const german: Catalogue = {
  visit: {
    delivery: 'Ihre Lieferung',
    pickup: 'Ihre Abholung',
    installation: 'Ihre Montage',
    service: 'Ihr Servicetermin',
    haul_away: 'Ihre Abholung',
    return: 'Ihre Rücknahme',
  },
  labels: {
    when: 'Wann',
    where: 'Wo',
    what: 'Was',
    number: 'Nummer',
    questions: 'Fragen? Rufen Sie uns an: {phone}.',
    why: 'Sie erhalten diese Nachricht, weil {sender} zu Ihnen kommt. Nummer: {code}.',
    preferences: 'Zu viele oder die falschen Nachrichten? Hier wählen Sie: {preferences}',
    openJob: '{code} öffnen',
  },
  words: {
    promise_made: {
      subject: '{sender}: {visit} am {day}, {from}–{to} Uhr',
      heading: 'Wir kommen am {day}',
      paragraphs: [
        'Guten Tag {customer}, {visit} von {sender} ist für {day} zwischen {from} und {to} Uhr geplant.',
        'Auf der Seite zum Termin können Sie alles verfolgen und dem Team mitgeben, was es wissen sollte.',
      ],
      button: 'Termin ansehen',
      sms: '{sender}: {visit} ist am {date} von {from} bis {to} Uhr geplant. Details: {link}',
    },
    reminder: {
      subject: '{sender}: {visit} am {day}, {from}–{to} Uhr',
      heading: 'Am {day} zwischen {from} und {to} Uhr',
      paragraphs: [
        'Guten Tag {customer}, zur Erinnerung: {visit} von {sender} kommt am {day} zwischen {from} und {to} Uhr.',
        'Wenn es Ihnen nicht passt, sagen Sie uns bitte rechtzeitig Bescheid.',
      ],
      button: 'Termin ansehen',
      sms: '{sender}: {visit} kommt am {date} von {from} bis {to} Uhr. {canReply, select, yes {Antwort 1 = passt, 2 = andere Zeit, oder} other {Details:}} {link}',
    },
    day_before: {
      subject: '{sender}: {visit} morgen, {from}–{to} Uhr – passt es Ihnen?',
      heading: 'Morgen zwischen {from} und {to} Uhr',
      paragraphs: [
        'Guten Tag {customer}, {visit} von {sender} kommt morgen, {day}, zwischen {from} und {to} Uhr.',
        'Bitte bestätigen Sie, dass es Ihnen passt, oder wünschen Sie eine andere Zeit.',
      ],
      button: 'Bestätigen oder ändern',
      sms: '{sender}: {visit} kommt morgen {date} von {from} bis {to} Uhr. {canReply, select, yes {Antwort 1 = passt, 2 = andere Zeit, oder} other {Bitte bestätigen oder ändern:}} {link}',
    },
    day_of: {
      subject: '{sender}: {visit} heute, {from}–{to} Uhr',
      heading: 'Heute zwischen {from} und {to} Uhr',
      paragraphs: ['Guten Tag {customer}, {visit} von {sender} kommt heute zwischen {from} und {to} Uhr.'],
      button: 'Verfolgen',
      sms: '{sender}: {visit} kommt heute zwischen {from} und {to} Uhr. Verfolgen: {link}',
    },
    on_the_way: {
      subject: '{sender}: Wir sind unterwegs zu Ihnen',
      heading: 'Wir sind unterwegs',
      paragraphs: [
        'Guten Tag {customer}, unser Team ist auf dem Weg nach {place}{hasEta, select, yes { und sollte zwischen {etaFrom} und {etaTo} Uhr bei Ihnen sein} other {}}.',
      ],
      button: 'Live verfolgen',
      sms: '{sender}: Wir sind unterwegs zu Ihnen{hasEta, select, yes {, Ankunft ca. {etaFrom}-{etaTo} Uhr} other {}}. Live verfolgen: {link}',
    },
    eta_under: {
      subject: '{sender}: in etwa {minutes} Minuten bei Ihnen',
      heading: 'Noch etwa {minutes} {minutes, plural, one {Minute} other {Minuten}}',
      paragraphs: ['Guten Tag {customer}, wir sind voraussichtlich zwischen {etaFrom} und {etaTo} Uhr bei Ihnen.'],
      button: 'Live verfolgen',
      sms: '{sender}: Wir sind in etwa {minutes} {minutes, plural, one {Minute} other {Minuten}} bei Ihnen. {link}',
    },
    arrived: {
      subject: '{sender}: Wir stehen vor Ihrer Tür',
      heading: 'Wir sind da',
      paragraphs: ['Guten Tag {customer}, unser Team ist in {place} angekommen.'],
      button: null,
      sms: '{sender}: Wir sind da.{hasPhone, select, yes { Fragen: {phone}} other {}}',
    },
    completed: {
      subject: '{sender}: erledigt – {visit}',
      heading: 'Erledigt',
      paragraphs: [
        'Guten Tag {customer}, {visit} von {sender} ist erledigt. Vielen Dank.',
        'Den Nachweis finden Sie auf der Seite zum Termin.{mayRate, select, yes { Wir freuen uns, wenn Sie uns sagen, wie es war.} other {}}',
      ],
      button: 'Nachweis ansehen{mayRate, select, yes { und bewerten} other {}}',
      sms: '{sender}: {visit} ist erledigt. Nachweis{mayRate, select, yes { und Bewertung} other {}}: {link}',
    },
    partially_completed: {
      subject: '{sender}: {visit} ist nur zum Teil erledigt',
      heading: 'Ein Teil fehlt noch',
      paragraphs: [
        'Guten Tag {customer}, {visit} konnte nur zum Teil erledigt werden.{hasReason, select, yes { {reason}} other {}}',
        'Für den Rest melden wir uns bei Ihnen. Was erledigt ist und was nicht, steht auf der Seite zum Termin.',
      ],
      button: 'Ansehen, was erledigt ist',
      sms: '{sender}: {visit} konnte nur zum Teil erledigt werden. Für den Rest melden wir uns. {link}',
    },
    incomplete: {
      subject: '{sender}: {visit} war heute nicht möglich',
      heading: 'Es hat heute nicht geklappt',
      paragraphs: [
        'Guten Tag {customer}, {visit} war heute nicht möglich.{hasReason, select, yes { {reason}} other {}}',
        'Wir melden uns bei Ihnen, wie es weitergeht.',
      ],
      button: 'Details ansehen',
      sms: '{sender}: {visit} war heute nicht möglich. Wir melden uns, wie es weitergeht. {link}',
    },
    damaged: {
      subject: '{sender}: {visit} – etwas ist beschädigt',
      heading: 'Etwas ist beschädigt',
      paragraphs: [
        'Guten Tag {customer}, leider ist etwas beschädigt. Das tut uns leid.{hasReason, select, yes { {reason}} other {}}',
        'Wir melden uns bei Ihnen, wie es weitergeht.',
      ],
      button: 'Details ansehen',
      sms: '{sender}: Leider ist etwas beschädigt. Das tut uns leid, wir melden uns bei Ihnen. {link}',
    },
    late: {
      subject: '{sender}: {visit} kommt später als versprochen',
      heading: 'Wir sind verspätet',
      paragraphs: [
        'Guten Tag {customer}, wir wollten zwischen {from} und {to} Uhr bei Ihnen sein und schaffen es nicht.{hasEta, select, yes { Wir rechnen jetzt mit einer Ankunft zwischen {etaFrom} und {etaTo} Uhr.} other {}}',
        'Das Warten tut uns leid.',
      ],
      button: 'Live verfolgen',
      sms: '{sender}: {visit} kommt später als versprochen{hasEta, select, yes {, ca. {etaFrom}-{etaTo} Uhr} other {}}. Das tut uns leid. {link}',
    },
    changed: {
      subject: '{sender}: neue Zeit für {visit}: {day}, {from}–{to} Uhr',
      heading: 'Neue Zeit: {day}',
      paragraphs: ['Guten Tag {customer}, {visit} von {sender} kommt neu am {day} zwischen {from} und {to} Uhr.'],
      button: 'Termin ansehen',
      sms: '{sender}: Neue Zeit für {visit}: {date}, {from} bis {to} Uhr. Details: {link}',
    },
    cancelled: {
      subject: '{sender}: {visit} wurde abgesagt',
      heading: 'Abgesagt',
      paragraphs: [
        'Guten Tag {customer}, {visit} von {sender}{hasPromise, select, yes { am {day}} other {}} wurde abgesagt. Es kommt niemand.',
      ],
      button: null,
      sms: '{sender}: {visit}{hasPromise, select, yes { am {date}} other {}} wurde abgesagt. Es kommt niemand.',
    },
  },
  office: {
    promise_made: 'Zugesagt für {day}, {from}–{to} Uhr.',
    reminder: 'Kommt am {day}, {from}–{to} Uhr.',
    day_before: 'Kommt morgen, {from}–{to} Uhr.',
    day_of: 'Kommt heute, {from}–{to} Uhr.',
    on_the_way: 'Das Team ist unterwegs{hasEta, select, yes {, Ankunft {etaFrom}–{etaTo} Uhr} other {}}.',
    eta_under: 'Das Team ist in etwa {minutes} {minutes, plural, one {Minute} other {Minuten}} da.',
    arrived: 'Das Team ist angekommen.',
    completed: 'Erledigt.',
    partially_completed: 'Nur zum Teil erledigt.{hasReason, select, yes { {reason}} other {}}',
    incomplete: 'Nicht erledigt.{hasReason, select, yes { {reason}} other {}}',
    damaged: 'Etwas ist beschädigt.{hasReason, select, yes { {reason}} other {}}',
    late: 'Verspätet: zugesagt {from}–{to} Uhr{hasEta, select, yes {, erwartet {etaFrom}–{etaTo} Uhr} other {}}.',
    changed: 'Neue Zeit: {day}, {from}–{to} Uhr.',
    cancelled: 'Abgesagt{hasPromise, select, yes {; zugesagt war {day}} other {}}.',
  },
  answers: {
    stopped:
      '{sender}: Sie erhalten keine SMS mehr von uns. Ihr Termin gilt weiter. Mit START melden Sie sich wieder an.',
    started: '{sender}: Sie erhalten unsere SMS wieder. Mit STOP melden Sie sich ab.',
    help: '{sender}: SMS zu Ihrem Termin {code}.{hasPhone, select, yes { Fragen: {phone}.} other {}} Mit STOP melden Sie sich ab. {link}',
    confirmed: '{sender}: Danke, {date} von {from} bis {to} Uhr ist bestätigt.',
    changeAsked:
      '{sender}: Wir haben notiert, dass Ihnen {date}, {from}-{to} Uhr nicht passt, und melden uns. Oder hier: {link}',
  },
};
