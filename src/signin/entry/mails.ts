// The mail of an unusual sign-in.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'

/** « A new device »: to the person, who knows whether it was them. */
export function unusualMail({ site, origin }: Writer, browser: string): Omit<OutgoingMail, 'to'> {
  return {
    site,
    subject: 'Nouvelle connexion à votre compte',
    title: 'Nouvelle connexion à votre compte',
    paragraphs: [
      'Votre compte vient d’être ouvert depuis un appareil que nous ne connaissions pas.',
      'C’est vous\u00a0? Il n’y a rien à faire. Sinon, changez tout de suite votre mot de passe, puis fermez cet appareil dans «\u00a0Sécurité\u00a0».',
    ],
    facts: [['Appareil', browser]],
    action: { label: 'Voir mes appareils', url: `${origin}/compte/securite` },
    footer: 'Nous écrivons quand un compte s’ouvre depuis un nouvel appareil.',
  }
}
