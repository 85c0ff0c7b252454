import type { MessageLanguage } from '@roundsman/delivery-rules';
import type { LetterKind } from '../accounts/index.ts';

export interface LetterWords {
  readonly subject: string;
  readonly paragraphs: readonly [string, ...string[]];
  /** What the link is called; none = the letter asks for nothing. */
  readonly button: string | null;
}

type Say = (organisation: string, name: string) => LetterWords;

/** What members are told about their own account. No words of an organisation's own: they are ours to keep true. */
export const LETTER_WORDS: Readonly<Record<MessageLanguage, Readonly<Record<LetterKind, Say>>>> = {
  en: {
    invitation: (organisation, name) => ({
      subject: `Join ${organisation} on Roundsman`,
      paragraphs: [
        `Hello ${name}, you are invited to work with ${organisation}.`,
        'Choose a password within seven days; then you can sign in with this e-mail address.',
      ],
      button: 'Choose a password',
    }),
    password_reset: (organisation, name) => ({
      subject: 'A new password for Roundsman',
      paragraphs: [
        `Hello ${name}, somebody asked for a new password for your account at ${organisation}.`,
        'If it was you, choose one within the hour. If not, do nothing: your password stays as it is.',
      ],
      button: 'Choose a new password',
    }),
    password_changed: (organisation, name) => ({
      subject: 'Your password was changed',
      paragraphs: [
        `Hello ${name}, the password of your account at ${organisation} was changed just now, and your other browsers were signed out.`,
        'If it was not you, tell an administrator at once.',
      ],
      button: null,
    }),
    second_factor_on: (organisation, name) => ({
      subject: 'Signing in asks for a second factor now',
      paragraphs: [
        `Hello ${name}, a second factor was added to your account at ${organisation}.`,
        'If it was not you, tell an administrator at once.',
      ],
      button: null,
    }),
    second_factor_off: (organisation, name) => ({
      subject: 'Signing in asks for no second factor any more',
      paragraphs: [
        `Hello ${name}, the second factor was taken off your account at ${organisation}.`,
        'If it was not you, tell an administrator at once.',
      ],
      button: null,
    }),
    passkey_added: (organisation, name) => ({
      subject: 'A passkey was added to your account',
      paragraphs: [
        `Hello ${name}, a passkey was added to your account at ${organisation}. Whoever holds it can sign in without the password.`,
        'If it was not you, remove it under Set-up, Security, and tell an administrator at once.',
      ],
      button: null,
    }),
    passkey_removed: (organisation, name) => ({
      subject: 'A passkey was removed from your account',
      paragraphs: [
        `Hello ${name}, a passkey was removed from your account at ${organisation}.`,
        'If it was not you, tell an administrator at once.',
      ],
      button: null,
    }),
    provider_linked: (organisation, name) => ({
      subject: 'Your account is linked to your company’s sign-in',
      paragraphs: [
        `Hello ${name}, from now on your company’s own sign-in opens your account at ${organisation}.`,
        'If it was not you who signed in there just now, tell an administrator at once.',
      ],
      button: null,
    }),
  },
  de: {
    invitation: (organisation, name) => ({
      subject: `Einladung zu ${organisation}`,
      paragraphs: [
        `Guten Tag ${name}, Sie sind eingeladen, bei ${organisation} mit Roundsman zu arbeiten.`,
        'Wählen Sie innerhalb von sieben Tagen ein Passwort; danach melden Sie sich mit dieser E-Mail-Adresse an.',
      ],
      button: 'Passwort wählen',
    }),
    password_reset: (organisation, name) => ({
      subject: 'Ein neues Passwort für Roundsman',
      paragraphs: [
        `Guten Tag ${name}, jemand hat ein neues Passwort für Ihr Konto bei ${organisation} verlangt.`,
        'Waren Sie es, wählen Sie innerhalb einer Stunde eines. Sonst tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
      ],
      button: 'Neues Passwort wählen',
    }),
    password_changed: (organisation, name) => ({
      subject: 'Ihr Passwort wurde geändert',
      paragraphs: [
        `Guten Tag ${name}, das Passwort Ihres Kontos bei ${organisation} wurde soeben geändert; Ihre anderen Browser wurden abgemeldet.`,
        'Waren Sie es nicht, sagen Sie es sofort einer Administratorin oder einem Administrator.',
      ],
      button: null,
    }),
    second_factor_on: (organisation, name) => ({
      subject: 'Die Anmeldung verlangt jetzt einen zweiten Faktor',
      paragraphs: [
        `Guten Tag ${name}, Ihr Konto bei ${organisation} hat einen zweiten Faktor bekommen.`,
        'Waren Sie es nicht, sagen Sie es sofort einer Administratorin oder einem Administrator.',
      ],
      button: null,
    }),
    second_factor_off: (organisation, name) => ({
      subject: 'Die Anmeldung verlangt keinen zweiten Faktor mehr',
      paragraphs: [
        `Guten Tag ${name}, der zweite Faktor wurde von Ihrem Konto bei ${organisation} entfernt.`,
        'Waren Sie es nicht, sagen Sie es sofort einer Administratorin oder einem Administrator.',
      ],
      button: null,
    }),
    passkey_added: (organisation, name) => ({
      subject: 'Ihr Konto hat einen neuen Passkey',
      paragraphs: [
        `Guten Tag ${name}, Ihr Konto bei ${organisation} hat einen Passkey bekommen. Wer ihn hat, meldet sich ohne Passwort an.`,
        'Waren Sie es nicht, entfernen Sie ihn unter Set-up, Security, und sagen Sie es sofort einer Administratorin oder einem Administrator.',
      ],
      button: null,
    }),
    passkey_removed: (organisation, name) => ({
      subject: 'Ein Passkey wurde von Ihrem Konto entfernt',
      paragraphs: [
        `Guten Tag ${name}, von Ihrem Konto bei ${organisation} wurde ein Passkey entfernt.`,
        'Waren Sie es nicht, sagen Sie es sofort einer Administratorin oder einem Administrator.',
      ],
      button: null,
    }),
    provider_linked: (organisation, name) => ({
      subject: 'Ihr Konto ist mit der Anmeldung Ihrer Firma verbunden',
      paragraphs: [
        `Guten Tag ${name}, ab jetzt öffnet die Anmeldung Ihrer Firma Ihr Konto bei ${organisation}.`,
        'Haben nicht Sie sich dort soeben angemeldet, sagen Sie es sofort einer Administratorin oder einem Administrator.',
      ],
      button: null,
    }),
  },
  fr: {
    invitation: (organisation, name) => ({
      subject: `Invitation de ${organisation}`,
      paragraphs: [
        `Bonjour ${name}, vous êtes invité·e à travailler avec ${organisation} sur Roundsman.`,
        'Choisissez un mot de passe dans les sept jours ; vous pourrez ensuite vous connecter avec cette adresse e-mail.',
      ],
      button: 'Choisir un mot de passe',
    }),
    password_reset: (organisation, name) => ({
      subject: 'Un nouveau mot de passe pour Roundsman',
      paragraphs: [
        `Bonjour ${name}, quelqu’un a demandé un nouveau mot de passe pour votre compte chez ${organisation}.`,
        'Si c’était vous, choisissez-en un dans l’heure. Sinon, ne faites rien : votre mot de passe reste le même.',
      ],
      button: 'Choisir un nouveau mot de passe',
    }),
    password_changed: (organisation, name) => ({
      subject: 'Votre mot de passe a été changé',
      paragraphs: [
        `Bonjour ${name}, le mot de passe de votre compte chez ${organisation} vient d’être changé ; vos autres navigateurs ont été déconnectés.`,
        'Si ce n’était pas vous, prévenez tout de suite l’administration.',
      ],
      button: null,
    }),
    second_factor_on: (organisation, name) => ({
      subject: 'La connexion demande désormais un second facteur',
      paragraphs: [
        `Bonjour ${name}, un second facteur a été ajouté à votre compte chez ${organisation}.`,
        'Si ce n’était pas vous, prévenez tout de suite l’administration.',
      ],
      button: null,
    }),
    second_factor_off: (organisation, name) => ({
      subject: 'La connexion ne demande plus de second facteur',
      paragraphs: [
        `Bonjour ${name}, le second facteur a été retiré de votre compte chez ${organisation}.`,
        'Si ce n’était pas vous, prévenez tout de suite l’administration.',
      ],
      button: null,
    }),
    passkey_added: (organisation, name) => ({
      subject: 'Une clé d’accès a été ajoutée à votre compte',
      paragraphs: [
        `Bonjour ${name}, une clé d’accès a été ajoutée à votre compte chez ${organisation}. Qui la détient se connecte sans mot de passe.`,
        'Si ce n’était pas vous, retirez-la sous Set-up, Security, et prévenez tout de suite l’administration.',
      ],
      button: null,
    }),
    passkey_removed: (organisation, name) => ({
      subject: 'Une clé d’accès a été retirée de votre compte',
      paragraphs: [
        `Bonjour ${name}, une clé d’accès a été retirée de votre compte chez ${organisation}.`,
        'Si ce n’était pas vous, prévenez tout de suite l’administration.',
      ],
      button: null,
    }),
    provider_linked: (organisation, name) => ({
      subject: 'Votre compte est relié à la connexion de votre entreprise',
      paragraphs: [
        `Bonjour ${name}, la connexion de votre entreprise ouvre désormais votre compte chez ${organisation}.`,
        'Si ce n’est pas vous qui venez de vous y connecter, prévenez tout de suite l’administration.',
      ],
      button: null,
    }),
  },
  es: {
    invitation: (organisation, name) => ({
      subject: `Invitación de ${organisation}`,
      paragraphs: [
        `Hola ${name}: se le invita a trabajar con ${organisation} en Roundsman.`,
        'Elija una contraseña en los próximos siete días; después podrá entrar con esta dirección de correo.',
      ],
      button: 'Elegir contraseña',
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
  },
};
