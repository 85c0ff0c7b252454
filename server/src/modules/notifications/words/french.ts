import type { Catalogue } from './catalogue.ts';

export const french: Catalogue = {
  visit: {
    delivery: 'votre livraison',
    pickup: 'votre enlèvement',
    installation: 'votre installation',
    service: 'votre intervention',
    haul_away: 'votre enlèvement',
    return: 'votre retour',
  },
  labels: {
    when: 'Quand',
    where: 'Où',
    what: 'Quoi',
    number: 'Numéro',
    questions: 'Des questions ? Appelez le {phone}.',
    why: 'Vous recevez ce message parce que {sender} vient chez vous. Numéro : {code}.',
    preferences: 'Trop de messages, ou pas les bons ? Choisissez : {preferences}',
    openJob: 'Ouvrir {code}',
  },
  words: {
    promise_made: {
      subject: '{sender} : {visit} le {day}, {from}–{to}',
      heading: 'Nous venons le {day}',
      paragraphs: [
        'Bonjour {customer}, nous venons le {day} entre {from} et {to} pour {visit} de {sender}.',
        'Sa page vous permet de tout suivre et de dire à l’équipe ce qu’elle doit savoir.',
      ],
      button: 'Voir le rendez-vous',
      sms: '{sender}: rendez-vous le {date} entre {from} et {to} pour {visit}. Détails: {link}',
    },
    reminder: {
      subject: '{sender} : {visit} le {day}, {from}–{to}',
      heading: 'Le {day} entre {from} et {to}',
      paragraphs: [
        'Bonjour {customer}, pour rappel : nous venons le {day} entre {from} et {to} pour {visit} de {sender}.',
        'Si cela ne vous convient pas, dites-le-nous à temps.',
      ],
      button: 'Voir le rendez-vous',
      sms: '{sender}: rendez-vous le {date} entre {from} et {to} pour {visit}. {canReply, select, yes {Répondez 1 pour confirmer, 2 pour changer, ou voir} other {Détails:}} {link}',
    },
    day_before: {
      subject: '{sender} : {visit} demain, {from}–{to} – cela vous convient-il ?',
      heading: 'Demain entre {from} et {to}',
      paragraphs: [
        'Bonjour {customer}, nous venons demain, {day}, entre {from} et {to} pour {visit} de {sender}.',
        'Merci de confirmer que cela vous convient, ou de demander un autre moment.',
      ],
      button: 'Confirmer ou changer',
      sms: '{sender}: nous venons demain {date} entre {from} et {to} pour {visit}. {canReply, select, yes {Répondez 1 pour confirmer, 2 pour changer, ou} other {Merci de confirmer ou de changer:}} {link}',
    },
    day_of: {
      subject: '{sender} : {visit} aujourd’hui, {from}–{to}',
      heading: 'Aujourd’hui entre {from} et {to}',
      paragraphs: ['Bonjour {customer}, nous venons aujourd’hui entre {from} et {to} pour {visit} de {sender}.'],
      button: 'Suivre',
      sms: '{sender}: nous venons ce jour entre {from} et {to} pour {visit}. Suivre: {link}',
    },
    on_the_way: {
      subject: '{sender} : nous sommes en route vers vous',
      heading: 'Nous sommes en route',
      paragraphs: [
        'Bonjour {customer}, notre équipe est en route vers {place}{hasEta, select, yes { et devrait arriver entre {etaFrom} et {etaTo}} other {}}.',
      ],
      button: 'Suivre en direct',
      sms: '{sender}: nous sommes en route{hasEta, select, yes {, arrivée entre {etaFrom} et {etaTo}} other {}}. Suivre en direct: {link}',
    },
    eta_under: {
      subject: '{sender} : chez vous dans environ {minutes} minutes',
      heading: 'Encore environ {minutes} {minutes, plural, one {minute} other {minutes}}',
      paragraphs: ['Bonjour {customer}, nous pensons arriver chez vous entre {etaFrom} et {etaTo}.'],
      button: 'Suivre en direct',
      sms: '{sender}: nous arrivons dans environ {minutes} {minutes, plural, one {minute} other {minutes}}. {link}',
    },
    arrived: {
      subject: '{sender} : nous sommes devant votre porte',
      heading: 'Nous sommes là',
      paragraphs: ['Bonjour {customer}, notre équipe est arrivée : {place}.'],
      button: null,
      sms: '{sender}: nous sommes là.{hasPhone, select, yes { Questions: {phone}} other {}}',
    },
    completed: {
      subject: '{sender} : terminé – {visit}',
      heading: 'C’est fait',
      paragraphs: [
        'Bonjour {customer}, c’est fait pour {visit} de {sender}. Merci.',
        'La preuve se trouve sur sa page{mayRate, select, yes {, et nous serons heureux d’apprendre comment cela s’est passé} other {}}.',
      ],
      button: 'Voir la preuve{mayRate, select, yes { et noter} other {}}',
      sms: '{sender}: terminé pour {visit}. Preuve{mayRate, select, yes { et avis} other {}}: {link}',
    },
    partially_completed: {
      subject: '{sender} : {visit}, une partie manque encore',
      heading: 'Une partie manque encore',
      paragraphs: [
        'Bonjour {customer}, une partie seulement a pu être faite pour {visit}.{hasReason, select, yes { {reason}} other {}}',
        'Nous vous contacterons pour le reste. Sa page dit ce qui est fait et ce qui ne l’est pas.',
      ],
      button: 'Voir ce qui est fait',
      sms: '{sender}: une partie seulement a pu se faire pour {visit}. Nous vous contacterons pour le reste. {link}',
    },
    incomplete: {
      subject: '{sender} : {visit} n’a pas pu se faire',
      heading: 'Cela n’a pas marché cette fois',
      paragraphs: [
        'Bonjour {customer}, {visit} n’a pas pu se faire.{hasReason, select, yes { {reason}} other {}}',
        'Nous vous contacterons pour la suite.',
      ],
      button: 'Voir les détails',
      sms: "{sender}: {visit} n''a pas pu se faire. Nous vous contacterons pour la suite. {link}",
    },
    damaged: {
      subject: '{sender} : {visit}, quelque chose est endommagé',
      heading: 'Quelque chose est endommagé',
      paragraphs: [
        'Bonjour {customer}, quelque chose est endommagé et nous en sommes désolés.{hasReason, select, yes { {reason}} other {}}',
        'Nous vous contacterons pour la suite.',
      ],
      button: 'Voir les détails',
      sms: '{sender}: quelque chose est endommagé. Nous en sommes désolés et vous contacterons. {link}',
    },
    late: {
      subject: '{sender} : du retard pour {visit}',
      heading: 'Nous sommes en retard',
      paragraphs: [
        'Bonjour {customer}, nous devions venir entre {from} et {to} et n’y arrivons pas.{hasEta, select, yes { Nous pensons maintenant arriver entre {etaFrom} et {etaTo}.} other {}}',
        'Nous sommes désolés de cette attente.',
      ],
      button: 'Suivre en direct',
      sms: '{sender}: du retard pour {visit}{hasEta, select, yes {, arrivée entre {etaFrom} et {etaTo}} other {}}. Nous en sommes désolés. {link}',
    },
    changed: {
      subject: '{sender} : nouvel horaire pour {visit} : {day}, {from}–{to}',
      heading: 'Nouvel horaire : {day}',
      paragraphs: ['Bonjour {customer}, nous venons désormais le {day} entre {from} et {to} pour {visit} de {sender}.'],
      button: 'Voir le rendez-vous',
      sms: '{sender}: nouvel horaire pour {visit}: {date}, {from}-{to}. Détails: {link}',
    },
    cancelled: {
      subject: '{sender} : rendez-vous annulé pour {visit}',
      heading: 'Annulé',
      paragraphs: [
        'Bonjour {customer}, le rendez-vous pour {visit} de {sender}{hasPromise, select, yes { du {day}} other {}} est annulé. Personne ne viendra.',
      ],
      button: null,
      sms: '{sender}: rendez-vous{hasPromise, select, yes { du {date}} other {}} annulé pour {visit}. Personne ne viendra.',
    },
  },
  office: {
    promise_made: 'Promis pour le {day}, {from}–{to}.',
    reminder: 'Prévu le {day}, {from}–{to}.',
    day_before: 'Prévu demain, {from}–{to}.',
    day_of: 'Prévu aujourd’hui, {from}–{to}.',
    on_the_way: 'L’équipe est en route{hasEta, select, yes {, arrivée prévue {etaFrom}–{etaTo}} other {}}.',
    eta_under: 'L’équipe arrive dans environ {minutes} {minutes, plural, one {minute} other {minutes}}.',
    arrived: 'L’équipe est arrivée.',
    completed: 'Terminé.',
    partially_completed: 'Fait en partie.{hasReason, select, yes { {reason}} other {}}',
    incomplete: 'Pas fait.{hasReason, select, yes { {reason}} other {}}',
    damaged: 'Quelque chose est endommagé.{hasReason, select, yes { {reason}} other {}}',
    late: 'En retard : promis {from}–{to}{hasEta, select, yes {, attendu {etaFrom}–{etaTo}} other {}}.',
    changed: 'Nouveau moment : {day}, {from}–{to}.',
    cancelled: 'Annulé{hasPromise, select, yes { ; c’était promis pour le {day}} other {}}.',
  },
  answers: {
    stopped:
      '{sender}: vous ne recevrez plus nos SMS. Votre rendez-vous reste valable. Envoyez START pour les recevoir à nouveau.',
    started: '{sender}: vous recevez à nouveau nos SMS. Envoyez STOP pour ne plus les recevoir.',
    help: '{sender}: SMS sur votre rendez-vous {code}.{hasPhone, select, yes { Questions: {phone}.} other {}} Envoyez STOP pour ne plus en recevoir. {link}',
    confirmed: '{sender}: merci, {date} entre {from} et {to} est confirmé.',
    changeAsked:
      '{sender}: nous avons noté que {date} {from}-{to} ne convient pas et vous contacterons. Ou choisissez ici: {link}',
  },
};
