// The mail of an invitation, in words.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { listSentence } from '#platform/ui/french.ts'
import type { Writer } from '#platform/mail/writer.ts'

/** The link opens an account, or gives the role to the one of that address. */
export function invitationMail({ site }: Writer, authority: string, link: string): Omit<OutgoingMail, 'to'> {
  const title = `Administrer Parvis : ${authority}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      'Vous êtes invité à administrer cette installation. Le lien demande un mot de passe, puis associe l’application de codes de votre téléphone. Il fonctionne une fois, pendant 48\u00a0heures.',
      'Vous n’attendiez pas cette invitation\u00a0? Ne l’ouvrez pas, et prévenez la personne qui s’occupe de vos logiciels.',
    ],
    action: { label: 'Accepter l’invitation', url: link },
    footer: 'Une personne qui installe Parvis a donné cette adresse.',
  }
}

/** To somebody who is to work there. */
export function agentInvitationMail(
  { site }: Writer,
  { authority, units, link }: { authority: string; units: readonly string[]; link: string },
): Omit<OutgoingMail, 'to'> {
  const title = `Votre accès d’agent\u00a0: ${authority}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `${authority} vous ouvre un accès pour travailler dans Parvis (${listSentence(units)}). Le lien demande un mot de passe, puis associe l’application de codes de votre téléphone. Il fonctionne une fois, pendant 48\u00a0heures\u00a0; après, demandez-en un autre.`,
      'Vous n’attendiez pas cette invitation\u00a0? Ne l’ouvrez pas, et prévenez la personne qui s’occupe de vos logiciels.',
    ],
    action: { label: 'Accepter l’invitation', url: link },
    footer: 'Une personne qui administre votre collectivité a donné cette adresse.',
  }
}
