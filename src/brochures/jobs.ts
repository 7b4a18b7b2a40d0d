// What is done of brochures by itself: keepers are told of a stock that runs out; an order corrected to another service gives back.
import { say } from '#notices'
import { holdersOf } from '#people'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { WRITING } from '#platform/roles.ts'
import { quoted } from '#platform/ui/french.ts'
import { BROCHURE } from './record/keep.ts'
import { KEPT } from './keeping/list.admin.ts'
import { settleLines, tellLow } from './record/queries.ts'
import { copies } from './record/words.ts'

export const TELL_LOW = 'brochures.tell_low'
const GIVE_BACK = 'brochures.give_back'
const MOST_AT_ONCE = 100

export const LOW = noticeKind({
  id: 'brochures.low',
  label: 'Une brochure va manquer',
  to: 'administrator',
  channels: ['page', 'mail'],
})

const tell =
  (writer: Writer): JobHandler =>
  (db) =>
    db.write(system, async (tx) => {
      for (const { id, authorityId, title, stock } of await tellLow(tx, MOST_AT_ONCE))
        for (const to of await holdersOf(tx, authorityId, WRITING))
          await say(tx, writer, LOW, to, {
            key: `brochure:${id}:low:${tx.now.toISOString().slice(0, 10)}:${to.personId}`,
            about: { kind: BROCHURE, id, href: `${KEPT}/${id}/stock` },
            title: `${quoted(title)} va manquer`,
            text: `Il en reste ${copies(stock)} sur papier\u00a0: faites-la réimprimer, ou retirez-la.`,
            label: 'Voir son stock',
            footer: 'Vous recevez ce message parce que vous publiez pour votre collectivité.',
          })
    })

/** Of a request that is no order any more, nothing is held. */
const giveBack: JobHandler = (db, { eventId }) =>
  db.write(system, async (tx) => {
    const event = await eventById(tx, Number(eventId))
    if (event !== undefined) await settleLines(tx, { id: event.subjectId, ref: '' }, 'returned')
  })

export const listeners = { 'request.corrected': [GIVE_BACK] }

export const jobs = ({ publicUrl }: Config): Jobs => ({
  [TELL_LOW]: tell({ site: { name: 'Parvis' }, origin: publicUrl }),
  [GIVE_BACK]: giveBack,
})
