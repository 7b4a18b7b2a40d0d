// Whoever waited for a seat is told once, when there is one.
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { CONTENT_SUBJECT } from '../record/events.ts'
import { seatWaiting } from './queries.ts'

const channels = ['page', 'mail'] as const
const label = 'Une place se libère là où vous attendiez'
const TOLD = {
  agent: noticeKind({ id: 'publishing.seated', to: 'agent', label, channels }),
  resident: noticeKind({ id: 'publishing.seated_resident', to: 'resident', label, channels }),
}
export const seatKinds = [TOLD.agent, TOLD.resident]
export const SEAT = 'publishing.seat_waiting'

export const seatingJob =
  (writer: Writer): Jobs[string] =>
  (db) =>
    db.write(system, async (tx) => {
      for (const to of await seatWaiting(tx))
        await say(tx, writer, to.isAgent ? TOLD.agent : TOLD.resident, to, {
          key: `seat:${to.contentId}:${to.personId}`,
          about: { kind: CONTENT_SUBJECT, id: to.contentId, href: `/contenus/${to.contentId}/lire` },
          title: 'Une place s’est libérée pour vous',
          text: `Vous êtes inscrit\u00a0: ${to.title}. Si vous ne venez pas, retirez-vous\u00a0: quelqu’un attend peut-être.`,
          ...{ label: 'Voir l’inscription', footer: 'Vous recevez ce message parce que vous êtes inscrit.' },
        })
    })
