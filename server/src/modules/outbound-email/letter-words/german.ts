import type { LettersOfLanguage } from './letter-words.ts';

export const GERMAN: LettersOfLanguage = {
  invitation: (organisation, name) => ({
    subject: `Einladung zu ${organisation}`,
    paragraphs: [
      `Guten Tag ${name}, Sie sind eingeladen, bei ${organisation} mit Roundsman zu arbeiten.`,
      'Wählen Sie innerhalb von sieben Tagen ein Passwort; danach melden Sie sich mit dieser E-Mail-Adresse an.',
    ],
    button: 'Passwort wählen',
  }),
  invitation_by_provider: (organisation, name, provider) => ({
    subject: `Einladung zu ${organisation}`,
    paragraphs: [
      `Guten Tag ${name}, Sie sind eingeladen, bei ${organisation} mit Roundsman zu arbeiten.`,
      `Melden Sie sich mit ${provider} an, der Anmeldung Ihrer Firma. Ein Passwort brauchen Sie hier nicht.`,
    ],
    button: `Mit ${provider} anmelden`,
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
  email_confirm: (organisation, name) => ({
    subject: 'Ist das Ihre neue E-Mail-Adresse?',
    paragraphs: [
      `Guten Tag ${name}, diese Adresse soll die Ihres Kontos bei ${organisation} werden.`,
      'Bestätigen Sie sie innerhalb eines Tages; danach melden Sie sich mit ihr an. Wissen Sie nichts davon, tun Sie nichts: Es ändert sich nichts.',
    ],
    button: 'Adresse bestätigen',
  }),
  email_in_use: (organisation, name) => ({
    subject: 'Jemand wollte Ihre E-Mail-Adresse verwenden',
    paragraphs: [
      `Guten Tag ${name}, jemand wollte diese Adresse für ein Konto bei ${organisation} verwenden. Sie gehört dort schon Ihnen; geändert wurde nichts.`,
      'Waren Sie es, melden Sie sich mit dieser Adresse an oder fragen Sie eine Administratorin oder einen Administrator.',
    ],
    button: null,
  }),
  email_changed: (organisation, name, newAddress) => ({
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    paragraphs: [
      `Guten Tag ${name}, Ihr Konto bei ${organisation} hat jetzt eine andere E-Mail-Adresse: ${newAddress}. Briefe gehen dorthin, und mit dieser Adresse meldet sich niemand mehr an.`,
      'Waren Sie es nicht, nehmen Sie es innerhalb von sieben Tagen zurück: Diese Adresse gilt wieder, alle werden abgemeldet, und Sie wählen ein neues Passwort.',
    ],
    button: 'Das war ich nicht: zurücknehmen',
  }),
};
