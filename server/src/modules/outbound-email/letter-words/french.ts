import type { LettersOfLanguage } from './letter-words.ts';

export const FRENCH: LettersOfLanguage = {
  invitation: (organisation, name) => ({
    subject: `Invitation de ${organisation}`,
    paragraphs: [
      `Bonjour ${name}, vous êtes invité·e à travailler avec ${organisation} sur Roundsman.`,
      'Choisissez un mot de passe dans les sept jours ; vous pourrez ensuite vous connecter avec cette adresse e-mail.',
    ],
    button: 'Choisir un mot de passe',
  }),
  invitation_by_provider: (organisation, name, provider) => ({
    subject: `Invitation de ${organisation}`,
    paragraphs: [
      `Bonjour ${name}, vous êtes invité·e à travailler avec ${organisation} sur Roundsman.`,
      `Connectez-vous avec ${provider}, la connexion de votre entreprise. Aucun mot de passe n’est nécessaire ici.`,
    ],
    button: `Se connecter avec ${provider}`,
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
  email_confirm: (organisation, name) => ({
    subject: 'Est-ce votre nouvelle adresse e-mail ?',
    paragraphs: [
      `Bonjour ${name}, cette adresse doit devenir celle de votre compte chez ${organisation}.`,
      'Confirmez-la dans la journée ; vous vous connecterez ensuite avec elle. Si vous n’en savez rien, ne faites rien : rien ne change.',
    ],
    button: 'Confirmer cette adresse',
  }),
  email_in_use: (organisation, name) => ({
    subject: 'Quelqu’un a voulu utiliser votre adresse e-mail',
    paragraphs: [
      `Bonjour ${name}, quelqu’un a voulu utiliser cette adresse pour un compte chez ${organisation}. Elle y est déjà la vôtre ; rien n’a été changé.`,
      'Si c’était vous, connectez-vous avec cette adresse ou demandez à l’administration.',
    ],
    button: null,
  }),
  email_changed: (organisation, name, newAddress) => ({
    subject: 'Votre adresse e-mail a été changée',
    paragraphs: [
      `Bonjour ${name}, votre compte chez ${organisation} a désormais une autre adresse e-mail : ${newAddress}. Les messages y sont envoyés, et celle-ci ne permet plus de se connecter.`,
      'Si ce n’était pas vous, annulez-le dans les sept jours : cette adresse vaut de nouveau, tout le monde est déconnecté et vous choisissez un nouveau mot de passe.',
    ],
    button: 'Ce n’était pas moi : annuler',
  }),
};
