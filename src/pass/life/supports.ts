// What days do to cards and papers that somebody made: told before their end, ended after it; and how their holder is told of them.
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { fullDate } from '#platform/ui/french.ts'
import { addDays } from '#territory'
import { endingSoon, markEndTold, pastEnd } from '../record/orders.ts'
import { endSupport } from '../record/passes.ts'
import { type Sentence, tellHeld } from './tell.ts'

export const CARD = noticeKind({
  id: 'pass.card',
  label: 'Carte ou papier du pass\u00a0: commandé, fait, envoyé, bientôt périmé',
  to: 'resident',
  channels: ['page', 'mail'],
  owed: 'Ce qui ouvre des portes à votre nom se sait aussitôt.',
})

/** Days before its end. */
const AHEAD = 30
const MOST_AT_ONCE = 500

/** The holder, and the parents who may see. As the system. */
export const tellCard = (
  tx: Write,
  writer: Writer,
  { passId, personId, key }: { passId: number; personId: number; key: string },
  said: Omit<Sentence, 'key'>,
): Promise<void> =>
  tellHeld(tx, writer, CARD, { id: passId, personId }, { ...said, key: `card:${passId}:${key}` })

/** Twice is as once. As the system. */
export async function endSupports(tx: Write, writer: Writer, today: string): Promise<void> {
  const soon = await endingSoon(tx, today, addDays(today, AHEAD), MOST_AT_ONCE)
  for (const { supportId, passId, personId, label, expiresOn } of soon)
    await tellCard(
      tx,
      writer,
      { passId, personId, key: `ending:${supportId}` },
      {
        title: `${label}\u00a0: bientôt périmé`,
        text: `Ce support s’ouvre jusqu’au ${fullDate(expiresOn)}. Commandez-en un autre dans «\u00a0Mon pass\u00a0», ou à un guichet\u00a0: les droits restent.`,
      },
    )
  await markEndTold(
    tx,
    soon.map(({ supportId }) => supportId),
  )
  for (const one of await pastEnd(tx, today, MOST_AT_ONCE)) await endSupport(tx, { ...one, as: 'expired' })
}
