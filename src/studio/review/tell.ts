// What the administrators of an authority are told of reviews: that one is asked, that theirs is answered.
import { say } from '#notices'
import { holdersOf, personEmail } from '#people'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { quoted } from '#platform/ui/french.ts'

const channels = ['page', 'mail'] as const

export const REVIEW_ASKED = noticeKind({
  id: 'studio.review_asked',
  label: 'Un formulaire de votre collectivité est à relire',
  to: 'agent',
  channels,
})

export const REVIEW_ANSWERED = noticeKind({
  id: 'studio.review_answered',
  label: 'Le formulaire que vous faites relire est approuvé, ou renvoyé',
  to: 'agent',
  channels,
})

const FOOTER = 'Vous recevez ce message parce que vous administrez votre collectivité.'

interface Told {
  reviewId: number
  href: string
  /** Title of the form. */
  title: string
  /** Name of whoever asked, or answered. */
  by: string
}

const aboutOf = ({ reviewId, href }: Told) => ({ kind: 'review', id: reviewId, href })

/** Those who may read it: administrators of the authority who wrote none of it. As the system. */
export async function readersFor(
  tx: Write,
  authorityId: number,
  writers: ReadonlySet<number>,
): Promise<{ personId: number; address: string | null }[]> {
  const all = await holdersOf(tx, authorityId, ['admin'])
  return all.filter(({ personId }) => !writers.has(personId))
}

export async function tellAsked(
  tx: Write,
  writer: Writer,
  readers: readonly { personId: number; address: string | null }[],
  told: Told,
): Promise<void> {
  for (const to of readers)
    await say(tx, writer, REVIEW_ASKED, to, {
      key: `review:${told.reviewId}:asked:${to.personId}`,
      about: aboutOf(told),
      title: `À relire\u00a0: ${told.title}`,
      text: `${told.by} vous demande de relire le formulaire ${quoted(told.title)} avant sa publication.`,
      ...{ label: 'Lire ce qui change', footer: FOOTER },
    })
}

export async function tellAnswered(
  tx: Write,
  writer: Writer,
  personId: number,
  { verdict, reasons, ...told }: Told & { verdict: 'approved' | 'returned'; reasons: string },
): Promise<void> {
  const isApproved = verdict === 'approved'
  await say(
    tx,
    writer,
    REVIEW_ANSWERED,
    { personId, address: await personEmail(tx, personId) },
    {
      key: `review:${told.reviewId}:answered:${personId}`,
      about: aboutOf(told),
      title: `${isApproved ? 'Approuvé' : 'À revoir'}\u00a0: ${told.title}`,
      text: isApproved
        ? `${told.by} approuve le formulaire ${quoted(told.title)}\u00a0: il peut être publié tel qu’il est.`
        : `${told.by} vous renvoie le formulaire ${quoted(told.title)}\u00a0: ${reasons}`,
      ...{ label: 'Ouvrir le brouillon', footer: FOOTER },
    },
  )
}
