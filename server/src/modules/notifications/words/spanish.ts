import type { Catalogue } from './catalogue.ts';

export const spanish: Catalogue = {
  visit: {
    delivery: 'su entrega',
    pickup: 'su recogida',
    installation: 'su montaje',
    service: 'su visita de servicio',
    haul_away: 'su retirada',
    return: 'su retorno',
  },
  labels: {
    when: 'Cuándo',
    where: 'Dónde',
    what: 'Qué',
    number: 'Número',
    questions: '¿Preguntas? Llame al {phone}.',
    why: 'Recibe este mensaje porque {sender} va a su casa. Número: {code}.',
  },
  words: {
    promise_made: {
      subject: '{sender}: {visit} el {day}, {from}–{to}',
      heading: 'Vamos el {day}',
      paragraphs: [
        'Hola {customer}, prevemos {visit} de {sender} para el {day} entre las {from} y las {to}.',
        'En su página puede seguirlo todo y decirle al equipo lo que deba saber.',
      ],
      button: 'Ver la cita',
      sms: '{sender}: {visit} se prevé el {date} de {from} a {to}. Detalles: {link}',
    },
    day_before: {
      subject: '{sender}: {visit} mañana, {from}–{to}. ¿Le viene bien?',
      heading: 'Mañana entre las {from} y las {to}',
      paragraphs: [
        'Hola {customer}, {visit} de {sender} llega mañana, {day}, entre las {from} y las {to}.',
        'Por favor, confirme que le viene bien o pida otra hora.',
      ],
      button: 'Confirmar o cambiar',
      sms: '{sender}: {visit} llega mañana {date} de {from} a {to}. Confirme o cambie: {link}',
    },
    day_of: {
      subject: '{sender}: {visit} hoy, {from}–{to}',
      heading: 'Hoy entre las {from} y las {to}',
      paragraphs: ['Hola {customer}, {visit} de {sender} llega hoy entre las {from} y las {to}.'],
      button: 'Seguir',
      sms: '{sender}: {visit} llega hoy entre las {from} y las {to}. Siga: {link}',
    },
    on_the_way: {
      subject: '{sender}: vamos de camino',
      heading: 'Vamos de camino',
      paragraphs: [
        'Hola {customer}, nuestro equipo va de camino a {place}{hasEta, select, yes { y debería llegar entre las {etaFrom} y las {etaTo}} other {}}.',
      ],
      button: 'Seguir en directo',
      sms: '{sender}: vamos de camino{hasEta, select, yes {, llegada {etaFrom}-{etaTo}} other {}}. Siga en directo: {link}',
    },
    eta_under: {
      subject: '{sender}: llegamos en unos {minutes} minutos',
      heading: 'Faltan unos {minutes} {minutes, plural, one {minuto} other {minutos}}',
      paragraphs: ['Hola {customer}, esperamos llegar entre las {etaFrom} y las {etaTo}.'],
      button: 'Seguir en directo',
      sms: '{sender}: llegamos en unos {minutes} {minutes, plural, one {minuto} other {minutos}}. {link}',
    },
    arrived: {
      subject: '{sender}: estamos en su puerta',
      heading: 'Ya estamos aquí',
      paragraphs: ['Hola {customer}, nuestro equipo ha llegado a {place}.'],
      button: null,
      sms: '{sender}: ya hemos llegado.{hasPhone, select, yes { Preguntas: {phone}} other {}}',
    },
    completed: {
      subject: '{sender}: hecho – {visit}',
      heading: 'Hecho',
      paragraphs: [
        'Hola {customer}, {visit} de {sender} ha terminado bien. Gracias.',
        'El comprobante está en su página, y nos alegrará saber cómo ha ido.',
      ],
      button: 'Ver el comprobante y valorar',
      sms: '{sender}: {visit} ha terminado bien. Comprobante y opiniones: {link}',
    },
    partially_completed: {
      subject: '{sender}: {visit}, falta una parte',
      heading: 'Todavía falta una parte',
      paragraphs: [
        'Hola {customer}, solo pudimos hacer una parte de {visit}.{hasReason, select, yes { {reason}} other {}}',
        'Le llamaremos por el resto. En su página está lo que se hizo y lo que no.',
      ],
      button: 'Ver lo que se hizo',
      sms: '{sender}: solo pudimos hacer una parte de {visit}. Le llamaremos por el resto. {link}',
    },
    incomplete: {
      subject: '{sender}: no pudimos hacer {visit}',
      heading: 'Esta vez no ha sido posible',
      paragraphs: [
        'Hola {customer}, no pudimos hacer {visit}.{hasReason, select, yes { {reason}} other {}}',
        'Le llamaremos para decirle cómo seguimos.',
      ],
      button: 'Ver los detalles',
      sms: '{sender}: no pudimos hacer {visit}. Le llamaremos para decirle lo que sigue. {link}',
    },
    damaged: {
      subject: '{sender}: {visit}, algo está dañado',
      heading: 'Algo está dañado',
      paragraphs: [
        'Hola {customer}, algo está dañado y lo sentimos.{hasReason, select, yes { {reason}} other {}}',
        'Le llamaremos para decirle cómo seguimos.',
      ],
      button: 'Ver los detalles',
      sms: '{sender}: algo ha sufrido un daño y lo sentimos. Le llamaremos. {link}',
    },
    late: {
      subject: '{sender}: {visit} llega más tarde de lo prometido',
      heading: 'Vamos con retraso',
      paragraphs: [
        'Hola {customer}, queríamos llegar entre las {from} y las {to} y no podremos.{hasEta, select, yes { Ahora esperamos llegar entre las {etaFrom} y las {etaTo}.} other {}}',
        'Sentimos la espera.',
      ],
      button: 'Seguir en directo',
      sms: '{sender}: {visit} llega con retraso{hasEta, select, yes {, entre las {etaFrom} y las {etaTo}} other {}}. Lo sentimos. {link}',
    },
    changed: {
      subject: '{sender}: nueva hora para {visit}: {day}, {from}–{to}',
      heading: 'Nueva hora: {day}',
      paragraphs: ['Hola {customer}, {visit} de {sender} llega ahora el {day} entre las {from} y las {to}.'],
      button: 'Ver la cita',
      sms: '{sender}: nueva hora para {visit}: {date}, de {from} a {to}. Detalles: {link}',
    },
    cancelled: {
      subject: '{sender}: {visit}, cita cancelada',
      heading: 'Cita cancelada',
      paragraphs: [
        'Hola {customer}, la cita de {visit} con {sender}{hasPromise, select, yes { el {day}} other {}} queda cancelada. No irá nadie.',
      ],
      button: null,
      sms: '{sender}: cita de {visit}{hasPromise, select, yes { el {date}} other {}} cancelada. No vamos.',
    },
  },
};
