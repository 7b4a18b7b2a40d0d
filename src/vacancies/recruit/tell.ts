// Who is told of an application: those who recruit, when it comes; whoever applied, of what was decided.
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { quoted } from '#platform/ui/french.ts'
import { APPLICATION } from '../apply/application.ts'
import { applicationById, toldOf } from '../apply/queries.ts'
import { applyAt, receivedAt } from '../record/where.ts'

export const APPLIED = noticeKind({
  id: 'vacancies.application',
  to: 'agent',
  label: 'Une candidature à une offre d’emploi\u00a0: reçue, décidée',
  channels: ['page', 'mail'],
})
const FOOTER = 'Vous recevez ce message parce que vous recrutez pour une offre d’emploi, ou y avez postulé.'

const TELL = 'vacancies.tell_application'
export const listeners = { 'application.sent': [TELL], 'application.decided': [TELL] }

export const jobs = (writer: Writer): Jobs => ({
  [TELL]: (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      const one = event === undefined ? undefined : await applicationById(tx, event.subjectId)
      // Withdrawn meanwhile: nobody is told.
      if (event === undefined || one === undefined) return
      const isSent = event.name === 'application.sent'
      for (const to of await toldOf(tx, one.id)) {
        if (to.isRecruiter !== isSent) continue
        await say(tx, writer, APPLIED, to, {
          key: `application:${one.id}:${event.id}:${to.personId}`,
          about: {
            kind: APPLICATION,
            id: one.id,
            href: isSent ? receivedAt(one.id) : applyAt(one.vacancyId),
          },
          title: isSent
            ? 'Une candidature à lire'
            : one.state === 'retained'
              ? 'Votre candidature est retenue'
              : 'Votre candidature n’est pas retenue',
          // Mails are read over shoulders: who applies, and what was decided, are read there.
          text: isSent
            ? `${quoted(one.title)}. Qui postule se lit sur sa page.`
            : `${quoted(one.title)}. Ce qui vous est répondu se lit sur la page de votre candidature.`,
          ...{ label: isSent ? 'La lire' : 'Lire la réponse', footer: FOOTER },
        })
      }
    }),
})
