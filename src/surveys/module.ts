// What questionnaires bring to the program: agents are asked, answer without their name, and read what is told.
import { agent, ownDesk } from '#platform/access.ts'
import { mayEver } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import type { Module } from '#platform/house/module.ts'
import type { Holding } from '#platform/house/personal.ts'
import { simple } from '#platform/house/retention.ts'
import { type Block } from '#platform/http/route.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, typo } from '#platform/ui/french.ts'
import { todayThere } from '#territory'
import { access } from './access.ts'
import { makeRoutes } from './make.page.ts'
import { routes } from './pages.ts'
import {
  answeredBy,
  countForAudiences,
  forgetSurveys,
  forgetVoter,
  readdress,
  surveysToAnswer,
} from './queries.ts'
import { HERE, jobs, TELL } from './survey.ts'

const MOST = 3

const block: Block = {
  ...{ on: 'intranet-side', name: 'questionnaires', title: 'Questionnaires', order: 60 },
  show: async (ctx) =>
    mayEver([ownDesk], ctx.actor)
      ? ctx.db.read(ctx.actor, async (tx) => {
          const open = await surveysToAnswer(tx, await todayThere(tx), MOST)
          if (open.length === 0) return null
          const links = open.map(({ id, title, closesOn }) => ({
            href: `${HERE}/${id}`,
            label: html`${typo(title)}<br><span class="meta">Jusqu’au ${longDate(closesOn)}, sans votre nom</span>`,
          }))
          return panel('Questionnaires', linkList(links))
        })
      : null,
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
  access,
  routes: [...makeRoutes, ...routes],
  blocks: [block],
  jobs: () => jobs,
  recurring: [{ task: TELL, minutes: 60 }],
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
