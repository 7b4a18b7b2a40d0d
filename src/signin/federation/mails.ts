// The mails of sign-in through providers, in words.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'

type Content = Omit<OutgoingMail, 'to'>

/** The code that verifies the address of a new account. */
export function codeMail({ site }: Writer, code: string): Content {
  return {
    site,
    subject: 'Votre code pour ouvrir un compte',
    title: 'Votre code pour ouvrir un compte',
    paragraphs: [
      `Votre code\u00a0: ${code.slice(0, 3)} ${code.slice(3)}. Tapez-le dans la page restée ouverte\u00a0; il fonctionne pendant dix minutes.`,
      'Ne le donnez à personne. Si vous n’avez rien demandé, ignorez ce message\u00a0: rien ne change.',
    ],
    footer: 'Cette adresse a été donnée pour ouvrir un compte avec FranceConnect.',
  }
}

/** To an address that has an account already: only its owner learns it. */
export function knownMail({ site, origin }: Writer): Content {
  return {
    site,
    subject: 'Vous avez déjà un compte',
    title: 'Vous avez déjà un compte',
    paragraphs: [
      'Quelqu’un, sans doute vous, vient de demander l’ouverture d’un compte avec FranceConnect et cette adresse. Elle a déjà un compte\u00a0: connectez-vous comme d’habitude, puis reliez FranceConnect depuis «\u00a0Mon compte\u00a0».',
      'Si ce n’est pas vous, ignorez ce message\u00a0: rien ne change.',
    ],
    action: { label: 'Se connecter', url: `${origin}/connexion?suite=/compte/connexions` },
    footer: 'Cette adresse a été donnée pour ouvrir un compte.',
  }
}

/** A new way into the account: the person learns it even when somebody else did it. */
export function linkedMail({ site, origin }: Writer, provider: string): Content {
  return {
    site,
    subject: `${provider} est relié à votre compte`,
    title: `${provider} est relié à votre compte`,
    paragraphs: [
      `On peut maintenant se connecter à votre compte avec ${provider}.`,
      'Ce n’est pas vous\u00a0? Retirez ce lien tout de suite, puis changez votre mot de passe.',
    ],
    action: { label: 'Voir les connexions de mon compte', url: `${origin}/compte/connexions` },
    footer: 'Nous écrivons à chaque nouveau moyen de se connecter.',
  }
}

/** To an agent: whoever is in charge of them removed the link. */
export function unlinkedByTeamMail({ site, origin }: Writer, by: string): Content {
  return {
    site,
    subject: 'ProConnect n’est plus relié à votre compte',
    title: 'ProConnect n’est plus relié à votre compte',
    paragraphs: [
      `${by}, responsable dans votre service, a retiré ce lien. Tous vos appareils sont déconnectés.`,
      'Connectez-vous avec votre mot de passe. Si vous n’en avez pas, choisissez-en un. La prochaine connexion avec ProConnect, à la même adresse professionnelle, refait le lien.',
    ],
    action: { label: 'Choisir un mot de passe', url: `${origin}/mot-de-passe-oublie` },
    footer: 'Nous écrivons à chaque changement des moyens de se connecter.',
  }
}

/** A way into the account was removed. */
export function unlinkedMail({ site, origin }: Writer, provider: string): Content {
  return {
    site,
    subject: `${provider} n’est plus relié à votre compte`,
    title: `${provider} n’est plus relié à votre compte`,
    paragraphs: [
      `On ne peut plus se connecter à votre compte avec ${provider}.`,
      'Ce n’est pas vous\u00a0? Choisissez tout de suite un nouveau mot de passe.',
    ],
    action: { label: 'Choisir un nouveau mot de passe', url: `${origin}/mot-de-passe-oublie` },
    footer: 'Nous écrivons à chaque changement des moyens de se connecter.',
  }
}
