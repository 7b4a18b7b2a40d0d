// The mails of invitations: who invites, to do what, until when, and whom to ask.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { of, the } from '#platform/french/noun.ts'
import { longDate, quoted } from '#platform/ui/french.ts'
import { authorityNoun } from '#territory'
import { CAPACITIES } from './capacities.ts'
import type { PromisedMandate } from './queries.ts'

const HOW =
  'Ayez votre téléphone sous la main\u00a0: le lien vous demande de choisir un mot de passe, puis d’ajouter à ce téléphone une application qui donne des codes. Cela prend cinq minutes.'
const UNEXPECTED =
  'Vous n’attendiez pas cette invitation\u00a0? Ne l’ouvrez pas, et prévenez la personne qui s’occupe de vos logiciels.'

interface Invited {
  authority: string
  link: string
  /** « mercredi 25 novembre 2026 à 9 h 30 » */
  until: string
}

/** The link opens an account, or gives the role to the one of that address. `contact`: where help is asked; null when nobody says. */
export function invitationMail(
  { site }: Writer,
  { authority, link, until, contact }: Invited & { contact: string | null },
): Omit<OutgoingMail, 'to'> {
  const title = `Préparer le guichet en ligne\u00a0: ${authority}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `Vous êtes invité à administrer Parvis, le guichet en ligne, pour ${the(authorityNoun({ name: authority }))}\u00a0: dire qui y travaille, quand vous êtes ouverts, ce que les habitants lisent. Une liste vous conduit, étape par étape.`,
      HOW,
      UNEXPECTED,
    ],
    facts: [
      ['Le lien sert une fois, jusqu’au', until],
      ...(contact === null ? [] : [['Une question', contact] as [string, string]]),
    ],
    action: { label: 'Accepter l’invitation', url: link },
    footer: 'Une personne qui administre ce guichet a donné cette adresse.',
  }
}

/** To somebody who is elected there. `as`: where they sit. */
export function electedInvitationMail(
  { site }: Writer,
  { authority, link, until, by, as }: Invited & { by: string; as: string },
): Omit<OutgoingMail, 'to'> {
  const title = `Votre accès d’élu\u00a0: ${authority}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `${by} vous ouvre l’accès à Parvis, pour vos mandats auprès ${of(authorityNoun({ name: authority }))}.`,
      HOW,
      UNEXPECTED,
    ],
    facts: [
      ['Vos mandats', as],
      ['Le lien sert une fois, jusqu’au', until],
      ['Après, ou pour une question', by],
    ],
    action: { label: 'Accepter l’invitation', url: link },
    footer: `${by} a donné cette adresse.`,
  }
}

/** To somebody whom an elected member asks to act in their name, known or not: the same words. */
export function collaboratorInvitationMail(
  { site, origin }: Writer,
  { name, capacity, from, to, link, until }: Omit<PromisedMandate, 'personId'> & Omit<Invited, 'authority'>,
): Omit<OutgoingMail, 'to'> {
  const title = `${name} vous demande d’agir en son nom`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `${name} vous propose de lire dans Parvis ce qui est adressé à sa fonction, et d’y agir en son nom. Rien de son compte personnel ne vous est ouvert, et chaque acte dit qui l’a fait.`,
      `Vous avez déjà un compte\u00a0? Vous pouvez aussi répondre depuis ${origin}/compte/collaborateurs.`,
      HOW,
      UNEXPECTED,
    ],
    facts: [
      ['En qualité de', CAPACITIES[capacity].toLowerCase()],
      ['Les jours', `du ${longDate(from)} au ${longDate(to)}`],
      ['Le lien sert une fois, jusqu’au', until],
    ],
    action: { label: 'Voir la proposition', url: link },
    footer: `${name} a donné cette adresse.`,
  }
}

/** To somebody who is to work for a partner of the pass. */
export function partnerInvitationMail(
  { site }: Writer,
  { authority, link, until, by, partner }: Invited & { by: string; partner: string },
): Omit<OutgoingMail, 'to'> {
  const title = `Votre accès de partenaire du pass\u00a0: ${partner}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `${by} vous ouvre dans Parvis les pages de ${quoted(partner)}, qui accepte le pass sous un accord signé avec ${the(authorityNoun({ name: authority }))}.`,
      HOW,
      UNEXPECTED,
    ],
    facts: [
      ['Le lien sert une fois, jusqu’au', until],
      ['Après, ou pour une question', by],
    ],
    action: { label: 'Accepter l’invitation', url: link },
    footer: `${by} a donné cette adresse.`,
  }
}

/** To somebody who is to work there. `does`: each function, with its service and what it is for. */
export function agentInvitationMail(
  { site }: Writer,
  { authority, link, until, by, does }: Invited & { by: string; does: readonly string[] },
): Omit<OutgoingMail, 'to'> {
  const title = `Votre accès d’agent\u00a0: ${authority}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `${by} vous invite à travailler dans Parvis, où ${the(authorityNoun({ name: authority }))} reçoit les demandes des habitants et y répond.`,
      HOW,
      UNEXPECTED,
    ],
    facts: [
      ['Ce que vous y ferez', does.join('\u00a0; ')],
      ['Le lien sert une fois, jusqu’au', until],
      ['Après, ou pour une question', by],
    ],
    action: { label: 'Accepter l’invitation', url: link },
    footer: `${by} a donné cette adresse.`,
  }
}
