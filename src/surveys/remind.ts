// Those who have not answered are reminded, on the days that the author chose: who has is read, what was answered is not.
import { say } from '#notices'
import { accountById } from '#people'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { byFives } from '#platform/told/few.ts'
import { longDate, quoted } from '#platform/ui/french.ts'
import { todayThere } from '#territory'
import { countVoters, keepReminded, type ToRemind, toRemind, unanswered } from './queries.ts'
import { addressOf } from './places.ts'
import { SURVEY } from './survey.ts'

export const REMINDED = noticeKind({
  id: 'surveys.reminded',
  to: 'agent',
  label: 'Un questionnaire auquel vous n’avez pas répondu se ferme bientôt',
  channels: ['page', 'mail'],
})

const MOST_AT_ONCE = 200

async function tellOne(tx: Write, writer: Writer, survey: ToRemind, personId: number): Promise<boolean> {
  const account = await accountById(tx, personId)
  if (account === null) return false
  await say(
    tx,
    writer,
    REMINDED,
    { personId, address: account.email },
    {
      key: `survey:${survey.id}:reminded:${survey.due}:${personId}`,
      about: { kind: SURVEY, id: survey.id, href: addressOf(survey) },
      title: `Votre avis compte\u00a0: ${quoted(survey.title)}`,
      text: `Ce questionnaire se ferme le ${longDate(survey.closesOn)}. Personne ne saura ce que vous aurez répondu.`,
      label: 'Répondre',
      footer:
        'Vous recevez ce message parce que ce questionnaire vous est posé et que vous n’y avez pas répondu. Il est écrit par le programme\u00a0: ni votre responsable, ni qui pose les questions ne sait qui le reçoit.',
    },
  )
  return true
}

/** By so many at once, each its transaction: told twice, it is once. */
async function remind(db: Database, writer: Writer, survey: ToRemind): Promise<void> {
  let told = 0
  for (let after = 0, isMore = true; isMore; )
    await db.write(system, async (tx) => {
      const people = await unanswered(tx, survey.id, after, MOST_AT_ONCE)
      for (const personId of people) told += Number(await tellOne(tx, writer, survey, personId))
      isMore = people.length === MOST_AT_ONCE
      after = people.at(-1) ?? after
    })
  await db.write(system, async (tx) =>
    keepReminded(tx, survey, byFives(told, await countVoters(tx, survey.id))),
  )
}

export const REMIND = 'surveys.remind'

export const remindingJobs = (writer: Writer): Jobs => ({
  [REMIND]: async (db) => {
    for (const survey of await db.read(system, async (tx) => toRemind(tx, await todayThere(tx))))
      await remind(db, writer, survey)
  },
})
