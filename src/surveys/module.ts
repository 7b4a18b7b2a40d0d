// What questionnaires bring to the program: agents are asked, answer without their name, and read what is told.
import { agent, ownDesk } from '#platform/access.ts'
import { mayEver } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import type { Holding } from '#platform/house/personal.ts'
import { simple } from '#platform/house/retention.ts'
import type { AwaitedSource, Block, InvitationSource } from '#platform/http/route.ts'
import type { DigestSource } from '#platform/mail/digest.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, quoted, typo } from '#platform/ui/french.ts'
import { territory, todayThere } from '#territory'
import { access } from './access.ts'
import { makeRoutes } from './make.page.ts'
import { routes } from './pages.ts'
import {
  answeredBy,
  countForAudiences,
  forgetSurveys,
  forgetVoter,
  readdress,
  surveyBeside,
  surveysToAnswer,
  surveysTold,
} from './queries.ts'
import { REMIND, REMINDED, remindingJobs } from './remind.ts'
import { HERE, jobs, TELL } from './survey.ts'
import { surveysOfYear } from './yearly.ts'

const MOST = 3
/** Results are new for so long. */
const NEW_DAYS = 14

const block: Block = {
  ...{ on: 'intranet-side', name: 'questionnaires', title: 'Questionnaires', order: 60 },
  show: async (ctx) =>
    mayEver([ownDesk], ctx.actor)
      ? ctx.db.read(ctx.actor, async (tx) => {
          const open = await surveysToAnswer(tx, await todayThere(tx), MOST)
          const since = new Date(tx.now.getTime() - NEW_DAYS * 86_400_000)
          const told = await surveysTold(tx, since, tx.now, MOST)
          if (open.length + told.length === 0) return null
          const line = (id: number, title: string, said: string) => ({
            href: `${HERE}/${id}`,
            label: typo(title),
            under: said,
          })
          return panel(
            'Questionnaires',
            linkList([
              ...open.map(({ id, title, closesOn }) =>
                line(id, title, `Jusqu’au ${longDate(closesOn)}, sans votre nom`),
              ),
              ...told.map(({ id, title, wave }) => line(id, title, `${wave}\u00a0: les résultats sont là`)),
            ]),
          )
        })
      : null,
}

/** What is answered is told to all those asked alike: that somebody was told would say that they had answered. */
const resultsDigest: DigestSource = {
  id: 'surveys.results',
  async since(tx, from, to, most) {
    const place = await territory(tx)
    return (await surveysTold(tx, from, to, most)).map(({ id, title, wave, authorityId }) => ({
      ...{ key: `survey:${id}:told`, path: `${HERE}/${id}`, subject: 'Questionnaires', urgency: 'normal' },
      ...{ title: `Les résultats de ${quoted(title)}, ${wave}`, summary: '' },
      author: place.authority(authorityId).name,
    }))
  },
}

const awaitedAnswers: AwaitedSource = {
  id: 'surveys.survey',
  read: ({ actor, db }, today, most) =>
    mayEver([ownDesk], actor)
      ? db.read(actor, async (tx) =>
          (await surveysToAnswer(tx, today, most)).map(({ id, title, closesOn }) => ({
            href: `${HERE}/${id}`,
            title: `Questionnaire\u00a0: ${typo(title)}`,
            about: 'si vous le voulez bien, sans votre nom',
            dueOn: closesOn,
          })),
        )
      : Promise.resolve([]),
}

const besideContents: InvitationSource = {
  id: 'surveys.survey',
  of: ({ actor, db }, contentId) =>
    mayEver([ownDesk], actor)
      ? db.read(actor, async (tx) => {
          const asked = await surveyBeside(tx, contentId, await todayThere(tx))
          if (asked === undefined) return null
          const about = `${typo(asked.title)}, jusqu’au ${longDate(asked.closesOn)}, sans votre nom`
          return { href: `${HERE}/${asked.id}`, label: 'Répondre au questionnaire', about }
        })
      : Promise.resolve(null),
}

const voted: Holding = {
  id: 'surveys.voter',
  processing: 'questionnaires',
  until: 'survey.delete',
  title: 'Les questionnaires auxquels vous avez répondu, tant qu’ils sont ouverts',
  tables: ['surveys.voter'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await answeredBy(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      ...{ authorityId, count: rows.length, since: null },
      rows: rows.map(({ title, wave }) => ({ Questionnaire: title, Vague: wave })),
    }))
  },
  erase: async (tx, personId) =>
    (await forgetVoter(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: count,
      because: null,
      kept: 0,
    })),
}

export const surveys: Module = {
  name: 'surveys',
  yearly: [surveysOfYear],
  access,
  routes: [...makeRoutes, ...routes],
  blocks: [block],
  styles: [{ sheet: 'desk.css', file: new URL('surveys.css', import.meta.url) }],
  islands: [new URL('survey-draft.ts', import.meta.url)],
  jobs: ({ publicUrl }) => ({ ...jobs, ...remindingJobs({ site: { name: 'Parvis' }, origin: publicUrl }) }),
  recurring: [TELL, REMIND].map((task) => ({ task, minutes: 60 })),
  notices: [REMINDED],
  digests: [resultsDigest],
  awaited: [awaitedAnswers],
  invites: [besideContents],
  personal: [voted],
  retention: [simple('survey.delete', 'Questionnaires', forgetSurveys)],
  addressed: [
    {
      ...{ id: 'surveys.survey', one: 'questionnaire', several: 'questionnaires' },
      ...{ count: countForAudiences, href: () => HERE, readdress },
    },
  ],
  carried: [{ table: 'surveys.survey', rows: ITS_OWN, end: { erased: 'Questionnaires' } }],
  navigation: [{ menu: 'own', order: 33, href: HERE, label: 'Questionnaires', who: agent().anywhere }],
}
