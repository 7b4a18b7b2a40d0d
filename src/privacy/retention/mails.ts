// The mail of retention: no account closes without being announced where there is somebody to tell.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Writer } from '#platform/mail/writer.ts'

type Content = Omit<OutgoingMail, 'to'>

/** An account closes for want of use. `day`: not before. */
export function closingMail({ site, origin }: Writer, day: string): Content {
  return {
    site,
    subject: 'Votre compte va être fermé',
    title: 'Votre compte va être fermé',
    paragraphs: [
      `Vous ne vous êtes pas connecté depuis près de deux ans. Sans connexion de votre part, votre compte est fermé et vidé à partir du ${longDate(day)}.`,
      'Pour le garder, il suffit de vous connecter une fois. Vos demandes en cours continuent de toute façon\u00a0: leur code de suivi reste valable.',
    ],
    action: { label: 'Garder mon compte', url: `${origin}/connexion` },
    footer: 'Nous écrivons une fois, au moins 30\u00a0jours avant de fermer un compte.',
  }
}
