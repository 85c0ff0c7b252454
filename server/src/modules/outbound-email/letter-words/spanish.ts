import type { LettersOfLanguage } from './letter-words.ts';

export const SPANISH: LettersOfLanguage = {
  invitation: (organisation, name) => ({
    subject: `Invitación de ${organisation}`,
    paragraphs: [
      `Hola ${name}: se le invita a trabajar con ${organisation} en Roundsman.`,
      'Elija una contraseña en los próximos siete días; después podrá entrar con esta dirección de correo.',
    ],
    button: 'Elegir contraseña',
  }),
  invitation_by_provider: (organisation, name, provider) => ({
    subject: `Invitación de ${organisation}`,
    paragraphs: [
      `Hola ${name}: se le invita a trabajar con ${organisation} en Roundsman.`,
      `Entre con ${provider}, el acceso de su empresa. Aquí no necesita contraseña.`,
    ],
    button: `Entrar con ${provider}`,
  }),
  password_reset: (organisation, name) => ({
    subject: 'Una contraseña nueva para Roundsman',
    paragraphs: [
      `Hola ${name}: alguien ha pedido una contraseña nueva para su cuenta en ${organisation}.`,
      'Si ha sido usted, elija una en el plazo de una hora. Si no, no haga nada: su contraseña sigue igual.',
    ],
    button: 'Elegir contraseña nueva',
  }),
  password_changed: (organisation, name) => ({
    subject: 'Su contraseña ha cambiado',
    paragraphs: [
      `Hola ${name}: la contraseña de su cuenta en ${organisation} acaba de cambiar y se ha cerrado la sesión en sus otros navegadores.`,
      'Si no ha sido usted, avise enseguida a la administración.',
    ],
    button: null,
  }),
  second_factor_on: (organisation, name) => ({
    subject: 'Ahora se pide un segundo factor al entrar',
    paragraphs: [
      `Hola ${name}: se ha añadido un segundo factor a su cuenta en ${organisation}.`,
      'Si no ha sido usted, avise enseguida a la administración.',
    ],
    button: null,
  }),
  second_factor_off: (organisation, name) => ({
    subject: 'Ya no se pide segundo factor al entrar',
    paragraphs: [
      `Hola ${name}: se ha quitado el segundo factor de su cuenta en ${organisation}.`,
      'Si no ha sido usted, avise enseguida a la administración.',
    ],
    button: null,
  }),
  passkey_added: (organisation, name) => ({
    subject: 'Se ha añadido una llave de acceso a su cuenta',
    paragraphs: [
      `Hola ${name}: se ha añadido una llave de acceso a su cuenta en ${organisation}. Quien la tenga entra sin contraseña.`,
      'Si no ha sido usted, quítela en Set-up, Security, y avise enseguida a la administración.',
    ],
    button: null,
  }),
  passkey_removed: (organisation, name) => ({
    subject: 'Se ha quitado una llave de acceso de su cuenta',
    paragraphs: [
      `Hola ${name}: se ha quitado una llave de acceso de su cuenta en ${organisation}.`,
      'Si no ha sido usted, avise enseguida a la administración.',
    ],
    button: null,
  }),
  provider_linked: (organisation, name) => ({
    subject: 'Su cuenta está vinculada al acceso de su empresa',
    paragraphs: [
      `Hola ${name}: desde ahora el acceso de su empresa abre su cuenta en ${organisation}.`,
      'Si no ha sido usted quien acaba de entrar allí, avise enseguida a la administración.',
    ],
    button: null,
  }),
  email_confirm: (organisation, name) => ({
    subject: '¿Es esta su nueva dirección de correo?',
    paragraphs: [
      `Hola ${name}: esta dirección va a ser la de su cuenta en ${organisation}.`,
      'Confírmela en el plazo de un día; desde entonces entrará con ella. Si no sabe nada de esto, no haga nada: nada cambia.',
    ],
    button: 'Confirmar esta dirección',
  }),
  email_in_use: (organisation, name) => ({
    subject: 'Alguien ha querido usar su dirección de correo',
    paragraphs: [
      `Hola ${name}: alguien ha querido usar esta dirección para una cuenta en ${organisation}. Allí ya es suya; no se ha cambiado nada.`,
      'Si ha sido usted, entre con esta dirección o pregunte a la administración.',
    ],
    button: null,
  }),
  email_changed: (organisation, name, newAddress) => ({
    subject: 'Su dirección de correo ha cambiado',
    paragraphs: [
      `Hola ${name}: su cuenta en ${organisation} tiene ahora otra dirección de correo: ${newAddress}. Los mensajes van allí, y con esta ya no entra nadie.`,
      'Si no ha sido usted, deshágalo en el plazo de siete días: esta dirección vuelve a valer, se cierran todas las sesiones y usted elige una contraseña nueva.',
    ],
    button: 'No he sido yo: deshacer',
  }),
};
