// The mail of a first sign-in with the account of one's authority, in words.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'

export function employedMail({ site }: Writer, authority: string): Omit<OutgoingMail, 'to'> {
  const title = 'Le compte de votre collectivité ouvre votre accès'
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `On vient d’entrer dans votre accès d’agent avec le compte que ${authority} vous donne. Ce sera possible désormais.`,
      'Ce n’est pas vous\u00a0? Prévenez tout de suite la personne qui administre les agents de votre collectivité.',
    ],
    footer: 'Nous écrivons à chaque nouveau moyen de se connecter.',
  }
}
