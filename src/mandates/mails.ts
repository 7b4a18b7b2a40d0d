// The mails of mandates, in words, and where mandates are shown.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { INVITATION_DAYS, type Mandate } from './queries.ts'

export const MANDATES = '/compte/proches'
/** Those of elected members (src/collaborators). */
export const COLLABORATORS = '/compte/collaborateurs'

export const placeOf = ({ kind }: Pick<Mandate, 'kind'>): string =>
  kind === 'collaborator' ? COLLABORATORS : MANDATES

type Content = Omit<OutgoingMail, 'to'>

const footer = 'Nous écrivons à chaque mandat donné, accepté ou fini.'
const place = (origin: string, mandate: Mandate) => ({
  label: mandate.kind === 'collaborator' ? 'Voir ces mandats' : 'Voir mes proches et aidants',
  url: `${origin}${placeOf(mandate)}`,
})

/**
 * To an address that somebody typed, known or not: the same words. Who asks is told after signing in, never to a
 * stranger's box.
 */
export const invitationMail = ({ site, origin }: Writer, token: string): Content => ({
  site,
  subject: 'On vous demande d’aider quelqu’un dans ses démarches',
  title: 'On vous demande d’aider quelqu’un dans ses démarches',
  paragraphs: [
    `Une personne propose que vous fassiez des démarches en son nom, ou au nom de son enfant. Ouvrez le lien et connectez-vous avec cette adresse\u00a0: vous verrez qui, jusqu’à quand, et vous pourrez accepter ou refuser. Le lien fonctionne pendant ${INVITATION_DAYS}\u00a0jours.`,
    'Vous n’attendiez pas ce message\u00a0? Ignorez-le\u00a0: rien ne change.',
  ],
  action: { label: 'Voir la proposition', url: `${origin}/compte/proches/invitation?jeton=${token}` },
  footer: 'Cette adresse a été donnée pour aider quelqu’un.',
})

/** To whoever gave the mandate. */
export const acceptedMail = ({ site, origin }: Writer, mandate: Mandate, helperName: string): Content => ({
  site,
  subject: `${helperName} peut agir pour ${mandate.personName}`,
  title: `${helperName} peut agir pour ${mandate.personName}`,
  paragraphs: [
    mandate.kind === 'collaborator'
      ? `${helperName} a accepté. Du ${longDate(mandate.validFrom)} au ${longDate(mandate.validTo)}, cette personne lit ce qui est adressé à vos mandats, et agit en votre nom. Votre compte personnel ne lui est pas ouvert, et vous lisez ce qu’elle a fait.`
      : `${helperName} a accepté. Jusqu’au ${longDate(mandate.validTo)}, cette personne peut faire et suivre des demandes pour ${mandate.personName}. Chaque demande dit qui l’a faite.`,
    'Vous pouvez y mettre fin à tout moment.',
  ],
  action: place(origin, mandate),
  footer,
})

/** To whoever proposed it. */
export const refusedMail = ({ site, origin }: Writer, mandate: Mandate): Content => ({
  site,
  subject: 'Votre proposition est refusée',
  title: 'Votre proposition est refusée',
  paragraphs: [
    `La personne à qui vous proposiez d’agir pour ${mandate.personName} a refusé. Vous pouvez le proposer à quelqu’un d’autre.`,
  ],
  action: place(origin, mandate),
  footer,
})

/** To both sides, two weeks before. */
export const endingMail = ({ site, origin }: Writer, mandate: Mandate): Content => ({
  site,
  subject: `${mandate.helperName} n’agira bientôt plus pour ${mandate.personName}`,
  title: `${mandate.helperName} n’agira bientôt plus pour ${mandate.personName}`,
  paragraphs: [
    `Le mandat prend fin le ${longDate(mandate.validTo)}.${mandate.kind === 'collaborator' ? '' : ' Les demandes déjà faites continueront.'}`,
    `Pour continuer, ${mandate.personName} peut donner un nouveau mandat.`,
  ],
  action: place(origin, mandate),
  footer: 'Nous écrivons deux semaines avant la fin d’un mandat.',
})

/** To both sides. */
export const endedMail = ({ site, origin }: Writer, mandate: Mandate): Content => ({
  site,
  subject: `${mandate.helperName} n’agit plus pour ${mandate.personName}`,
  title: `${mandate.helperName} n’agit plus pour ${mandate.personName}`,
  paragraphs: [
    mandate.kind === 'collaborator'
      ? `Le mandat a pris fin\u00a0: rien de ce qui est adressé à ${mandate.personName} n’est plus ouvert par lui.`
      : 'Le mandat a pris fin. Les demandes déjà faites continuent, et restent dans le compte de la personne.',
  ],
  action: place(origin, mandate),
  footer,
})

/** To a parent, when the child comes of age. */
export const cameOfAgeMail = ({ site, origin }: Writer, { personName }: Mandate): Content => ({
  site,
  subject: `${personName} a 18 ans`,
  title: `${personName} a 18 ans`,
  paragraphs: [
    `${personName} a maintenant 18\u00a0ans. Vous n’agissez plus en son nom\u00a0: les demandes déjà faites se suivent avec leur numéro de suivi.`,
    `${personName} peut ouvrir son propre compte, ou reprendre ce dossier à un guichet avec une pièce d’identité et son numéro de compte, puis vous confier ses démarches.`,
  ],
  action: { label: 'Voir mes proches et aidants', url: `${origin}${MANDATES}` },
  footer,
})
