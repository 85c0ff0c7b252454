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
    preferences: '¿Demasiados mensajes, o no los que quiere? Elija aquí: {preferences}',
    openJob: 'Abrir {code}',
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
    reminder: {
      subject: '{sender}: {visit} el {day}, {from}–{to}',
      heading: 'El {day}, entre las {from} y las {to}',
      paragraphs: [
        'Hola {customer}, le recordamos que {visit} de {sender} llega el {day} entre las {from} y las {to}.',
        'Si no le viene bien, díganoslo a tiempo.',
      ],
      button: 'Ver la cita',
      sms: '{sender}: {visit} llega el {date} de {from} a {to}. {canReply, select, yes {Responda 1 para confirmar, 2 para otra hora, o vea} other {Detalles:}} {link}',
    },
    day_before: {
      subject: '{sender}: {visit} mañana, {from}–{to}. ¿Le viene bien?',
      heading: 'Mañana entre las {from} y las {to}',
      paragraphs: [
        'Hola {customer}, {visit} de {sender} llega mañana, {day}, entre las {from} y las {to}.',
        'Por favor, confirme que le viene bien o pida otra hora.',
      ],
      button: 'Confirmar o cambiar',
      sms: '{sender}: {visit} llega mañana {date} de {from} a {to}. {canReply, select, yes {Responda 1 para confirmar, 2 para otra hora, o} other {Confirme o cambie:}} {link}',
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
        'El comprobante está en su página{mayRate, select, yes {, y nos alegrará saber cómo ha ido} other {}}.',
      ],
      button: 'Ver el comprobante{mayRate, select, yes { y valorar} other {}}',
      sms: '{sender}: {visit} ha terminado bien. Comprobante{mayRate, select, yes { y opiniones} other {}}: {link}',
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
  office: {
    promise_made: 'Prometido para el {day}, {from}–{to}.',
    reminder: 'Llega el {day}, {from}–{to}.',
    day_before: 'Llega mañana, {from}–{to}.',
    day_of: 'Llega hoy, {from}–{to}.',
    on_the_way: 'El equipo está en camino{hasEta, select, yes {, se espera {etaFrom}–{etaTo}} other {}}.',
    eta_under: 'El equipo llega en unos {minutes} {minutes, plural, one {minuto} other {minutos}}.',
    arrived: 'El equipo ha llegado.',
    completed: 'Hecho.',
    partially_completed: 'Hecho en parte.{hasReason, select, yes { {reason}} other {}}',
    incomplete: 'No se hizo.{hasReason, select, yes { {reason}} other {}}',
    damaged: 'Hay algo dañado.{hasReason, select, yes { {reason}} other {}}',
    late: 'Con retraso: prometido {from}–{to}{hasEta, select, yes {, se espera {etaFrom}–{etaTo}} other {}}.',
    changed: 'Nueva hora: {day}, {from}–{to}.',
    cancelled: 'Cancelado{hasPromise, select, yes {; estaba prometido para el {day}} other {}}.',
  },
  answers: {
    stopped: '{sender}: ya no le enviaremos SMS. Su cita sigue en pie. Escriba START para volver a recibirlos.',
    started: '{sender}: vuelve a recibir nuestros SMS. Escriba STOP para dejar de recibirlos.',
    help: '{sender}: SMS sobre su cita {code}.{hasPhone, select, yes { Preguntas: {phone}.} other {}} Escriba STOP para darse de baja. {link}',
    confirmed: '{sender}: gracias, queda confirmado el {date} de {from} a {to}.',
    changeAsked:
      '{sender}: hemos anotado que el {date} de {from} a {to} no le viene bien y le llamaremos. O elija: {link}',
  },
};
