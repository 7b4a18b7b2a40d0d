// The mail of an invitation, in words.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
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
