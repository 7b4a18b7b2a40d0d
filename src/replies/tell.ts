// What whoever answered by mail is told: that it was not taken, and why; or that its files were not. Only to the address of their account.
import { notify } from '#notices'
import { TooMany } from '#platform/errors.ts'
import { type NoticeKind, noticeKind } from '#platform/house/notices.ts'
import { throttle, type Throttling } from '#platform/limits/throttle.ts'
import { system } from '#platform/actor.ts'
import { LIMITS } from './limits.ts'

const answered = {
  label: 'Ce qui empêche une réponse par courriel',
  channels: ['page', 'mail'],
  owed: 'C’est la réponse à un courriel que vous avez envoyé.',
  urgent: true,
} as const
const [AGENT, RESIDENT] = [
  noticeKind({ id: 'replies.answered', to: 'agent', ...answered }),
  noticeKind({ id: 'replies.answered_elected', to: 'resident', ...answered }),
]
export const kinds: readonly NoticeKind[] = [AGENT, RESIDENT]

export interface Told {
  personId: number
  address: string
  isAgent: boolean
  /** UUID of the mail that is answered. */
  once: string
  about: { kind: string; id: number; href: string }
  title: string
  text: string
}

/** Says it once, and no more than ten times in an hour. */
export async function tell(
  tools: Throttling,
  origin: string,
  { personId, address, isAgent, once, about, title, text }: Told,
): Promise<void> {
  try {
    await throttle(tools, `reply-told:${personId}`, LIMITS.replyTold)
  } catch (error) {
    if (error instanceof TooMany) return
    throw error
  }
  await tools.db.write(system, (tx) =>
    notify(
      tx,
      isAgent ? AGENT : RESIDENT,
      { personId, address },
      {
        ...{ key: `reply:${once}`, about, detail: text, origin },
        mail: {
          ...{ site: { name: 'Parvis' }, subject: title, title, paragraphs: [text] },
          action: { label: 'Ouvrir la page', url: `${origin}${about.href}` },
          footer: 'Vous avez répondu à l’un de nos courriels.',
        },
      },
    ),
  )
}
