// The mails of a change of address and of a closed account, in words.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'

type Content = Omit<OutgoingMail, 'to'>

const footer = 'Un changement d’adresse a été demandé pour un compte.'

/** To the new address: prove that it is held. Nothing of the account is repeated: it may be a stranger's. */
export const newAddressMail = ({ site, origin }: Writer, token: string): Content => ({
  site,
  subject: 'Confirmez votre nouvelle adresse',
  title: 'Confirmez votre nouvelle adresse',
  paragraphs: [
    'Cette adresse a été donnée pour remplacer celle d’un compte. Confirmez qu’elle est la vôtre\u00a0: le lien fonctionne pendant 7\u00a0jours.',
    'Si ce n’est pas vous, ignorez ce message\u00a0: rien ne change.',
  ],
  action: { label: 'Confirmer mon adresse', url: `${origin}/connexion/adresse?jeton=${token}` },
  footer,
})

/** To a new address that has an account already: only its owner learns it. */
export const takenAddressMail = ({ site, origin }: Writer): Content => ({
  site,
  subject: 'Cette adresse a déjà un compte',
  title: 'Cette adresse a déjà un compte',
  paragraphs: [
    'Quelqu’un a demandé que son compte prenne cette adresse, mais elle a déjà un compte. Si c’est vous, fermez d’abord l’un des deux comptes.',
    'Si ce n’est pas vous, ignorez ce message\u00a0: rien ne change.',
  ],
  action: { label: 'Se connecter', url: `${origin}/connexion` },
  footer,
})

/** To the old address: hasten or refuse. */
export const oldAddressMail = ({ site, origin }: Writer, token: string): Content => ({
  site,
  subject: 'Votre compte va changer d’adresse',
  title: 'Votre compte va changer d’adresse',
  paragraphs: [
    'Une nouvelle adresse a été donnée pour votre compte. Acceptez, et le changement se fait dès que la nouvelle adresse est confirmée. Sans réponse de votre part, il se fera dans 7\u00a0jours.',
    'Ce n’est pas vous\u00a0? Refusez, puis changez tout de suite votre mot de passe.',
  ],
  action: { label: 'Accepter ou refuser', url: `${origin}/connexion/adresse?jeton=${token}` },
  footer,
})

/** To both, once it is done. */
export const movedMail = ({ site, origin }: Writer): Content => ({
  site,
  subject: 'Votre compte a changé d’adresse',
  title: 'Votre compte a changé d’adresse',
  paragraphs: [
    'Le changement d’adresse de votre compte est fait. Connectez-vous désormais avec la nouvelle.',
  ],
  action: { label: 'Se connecter', url: `${origin}/connexion` },
  footer,
})
