// The mail before a draft goes: nothing is erased without being announced where there is somebody to tell.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Sweeping } from '#platform/house/retention.ts'
import { longDate } from '#platform/ui/french.ts'

/** A draft goes in two weeks. `until`: its last day. */
export function draftMail(
  { site, origin }: Sweeping['writer'],
  draft: { title: string; until: string },
): Omit<OutgoingMail, 'to'> {
  return {
    site,
    subject: 'Votre brouillon va être effacé',
    title: 'Votre brouillon va être effacé',
    paragraphs: [
      `Vous avez commencé «\u00a0${draft.title}\u00a0» et ne l’avez pas envoyé. Sans changement de votre part, ce brouillon est effacé le ${longDate(draft.until)}.`,
      'Pour le garder, ouvrez-le et continuez. S’il ne vous sert plus, vous n’avez rien à faire.',
    ],
    action: { label: 'Reprendre mon brouillon', url: `${origin}/brouillons` },
    footer: 'Nous écrivons une fois, deux semaines avant d’effacer un brouillon.',
  }
}
