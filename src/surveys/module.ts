// What questionnaires bring to the program: agents, elected members and residents are asked, answer without their name, and read what is told.
import { agent, elected } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import type { Holding } from '#platform/house/personal.ts'
import { simple } from '#platform/house/retention.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { access } from './access.ts'
import { makeRoutes } from './make.page.ts'
import { awaitedAnswers, besideContents, blocks, resultsDigest } from './met.ts'
import { HERE, PLACES } from './places.ts'
import { routes } from './pages.ts'
import { answeredBy, countForAudiences, forgetSurveys, forgetVoter, readdress } from './queries.ts'
import { REMIND, REMINDED, remindingJobs } from './remind.ts'
import { jobs, TELL } from './survey.ts'
import { surveysOfYear } from './yearly.ts'

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
  blocks,
  styles: ['desk.css' as const, 'counter.css' as const].map((sheet) => ({
    sheet,
    file: new URL('surveys.css', import.meta.url),
  })),
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
  navigation: [
    { menu: 'own', order: 33, href: HERE, label: 'Questionnaires', who: agent().anywhere },
    { menu: 'own', order: 33, href: PLACES.elected.at, label: 'Questionnaires aux élus', who: elected },
  ],
}
