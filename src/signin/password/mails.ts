// The mails of accounts, in words. None says more to a stranger who reads it than to the person.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'

type Content = Omit<OutgoingMail, 'to'>

const NOT_YOU = 'Si ce n’est pas vous, ignorez ce message\u00a0: rien ne change.'

/** « Confirm your address »: the link opens the account. Nothing typed by whoever asked is repeated: it may be a stranger. */
export function confirmMail({ site, origin }: Writer, token: string): Content {
  return {
    site,
    subject: 'Confirmez votre adresse e-mail',
    title: 'Confirmez votre adresse e-mail',
    paragraphs: [
      'Il reste un geste pour ouvrir votre compte\u00a0: confirmer que cette adresse est la vôtre. Le lien fonctionne pendant 24\u00a0heures.',
      NOT_YOU,
    ],
    action: { label: 'Confirmer mon adresse', url: `${origin}/inscription/confirmer?jeton=${token}` },
    footer: 'Cette adresse a été donnée pour ouvrir un compte.',
  }
}

/** To an address that has an account already: only its owner learns it. */
export function alreadyMail({ site, origin }: Writer): Content {
  return {
    site,
    subject: 'Vous avez déjà un compte',
    title: 'Vous avez déjà un compte',
    paragraphs: [
      'Quelqu’un, sans doute vous, vient de demander l’ouverture d’un compte avec cette adresse. Elle en a déjà un\u00a0: connectez-vous.',
      `Mot de passe oublié\u00a0? Choisissez-en un nouveau\u00a0: ${origin}/mot-de-passe-oublie`,
      NOT_YOU,
    ],
    action: { label: 'Se connecter', url: `${origin}/connexion` },
    footer: 'Cette adresse a été donnée pour ouvrir un compte.',
  }
}

/** The link that lets choose a new password. */
export function recoveryMail({ site, origin }: Writer, token: string): Content {
  return {
    site,
    subject: 'Choisissez un nouveau mot de passe',
    title: 'Choisissez un nouveau mot de passe',
    paragraphs: [
      'Vous avez oublié votre mot de passe. Ce lien en demande un nouveau\u00a0; il fonctionne une fois, pendant 30\u00a0minutes.',
      NOT_YOU,
    ],
    action: {
      label: 'Choisir un nouveau mot de passe',
      url: `${origin}/mot-de-passe/nouveau?jeton=${token}`,
    },
    footer: 'Un nouveau mot de passe a été demandé pour cette adresse.',
  }
}

/** To an address without account: whoever has several addresses learns which one is not the right one. */
export function unknownMail({ site, origin }: Writer): Content {
  return {
    site,
    subject: 'Aucun compte avec cette adresse',
    title: 'Aucun compte avec cette adresse',
    paragraphs: [
      'Un nouveau mot de passe a été demandé avec cette adresse, mais elle n’a pas de compte. Essayez une autre de vos adresses, ou ouvrez un compte.',
      NOT_YOU,
    ],
    action: { label: 'Ouvrir un compte', url: `${origin}/inscription` },
    footer: 'Un nouveau mot de passe a été demandé pour cette adresse.',
  }
}

/** The right password came from a network where many accounts are tried: the mail box is asked besides. */
export function signInMail({ site, origin }: Writer, token: string): Content {
  return {
    site,
    subject: 'Votre lien de connexion',
    title: 'Votre lien de connexion',
    paragraphs: [
      'Votre adresse et votre mot de passe viennent d’être donnés depuis un réseau où beaucoup de comptes sont essayés. Ce lien vous connecte\u00a0; il fonctionne une fois, pendant 10\u00a0minutes.',
      `Ce n’est pas vous\u00a0? Quelqu’un connaît votre mot de passe. Changez-le\u00a0: ${origin}/mot-de-passe-oublie`,
    ],
    action: { label: 'Me connecter', url: `${origin}/connexion/lien?jeton=${token}` },
    footer: 'Une connexion à votre compte a été demandée.',
  }
}

/** « Your password has changed »: the person learns it even when somebody else did it. */
export function changedMail({ site, origin }: Writer): Content {
  return {
    site,
    subject: 'Votre mot de passe a changé',
    title: 'Votre mot de passe a changé',
    paragraphs: [
      'Le mot de passe de votre compte vient d’être changé. Vos autres appareils sont déconnectés.',
      'Ce n’est pas vous\u00a0? Choisissez tout de suite un nouveau mot de passe.',
    ],
    action: { label: 'Choisir un nouveau mot de passe', url: `${origin}/mot-de-passe-oublie` },
    footer: 'Nous écrivons à chaque changement de mot de passe.',
  }
}

/** Too many wrong passwords in a row: how the account opens now, and what to do. */
export function closedMail({ site, origin }: Writer): Content {
  const title = 'Trop d’essais sur votre compte'
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      'Cent mots de passe faux de suite ont été essayés sur votre compte. Depuis un appareil inconnu, le bon mot de passe ne l’ouvre donc plus à lui seul\u00a0: nous envoyons alors un lien à cette adresse.',
      'Une clé d’accès, FranceConnect et un appareil qui s’est déjà connecté l’ouvrent comme avant. Un nouveau mot de passe remet tout comme avant.',
    ],
    action: { label: 'Choisir un nouveau mot de passe', url: `${origin}/mot-de-passe-oublie` },
    footer: 'Nous écrivons quand quelqu’un insiste sur un compte.',
  }
}
