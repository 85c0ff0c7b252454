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
    day_before: {
      subject: '{sender}: {visit} morgen, {from}–{to} Uhr – passt es Ihnen?',
      heading: 'Morgen zwischen {from} und {to} Uhr',
      paragraphs: [
        'Guten Tag {customer}, {visit} von {sender} kommt morgen, {day}, zwischen {from} und {to} Uhr.',
        'Bitte bestätigen Sie, dass es Ihnen passt, oder wünschen Sie eine andere Zeit.',
      ],
      button: 'Bestätigen oder ändern',
      sms: '{sender}: {visit} kommt morgen {date} von {from} bis {to} Uhr. Bitte bestätigen oder ändern: {link}',
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
        'Den Nachweis finden Sie auf der Seite zum Termin. Wir freuen uns, wenn Sie uns sagen, wie es war.',
      ],
      button: 'Nachweis ansehen und bewerten',
      sms: '{sender}: {visit} ist erledigt. Nachweis und Bewertung: {link}',
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
};
