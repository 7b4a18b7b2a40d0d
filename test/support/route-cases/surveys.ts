// Questionnaires.
import { administrators, type RouteCase, signedIn, staff } from './case.ts'

const HERE = '/intranet/questionnaires'
const none = (end: string, values?: Record<string, string>): RouteCase => ({
  url: () => `${HERE}${end}`,
  may: staff,
  statuses: [404],
  ...(values === undefined ? {} : { values }),
})

const [SEATED, RESIDENT] = ['/territoires/questionnaires', '/compte/questionnaires']
/** Nobody of the world is elected: src/surveys/asked/asked.test.ts shows who comes in. */
const nobody = () => false
const at = (url: string, may: RouteCase['may'], more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ url: () => url, may },
  ...more,
})
const missing = { statuses: [404] }

export const surveys: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`GET ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: administrators },
  [`POST ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: administrators, values: { title: '' } },
  [`GET ${HERE}/:questionnaire/modifier`]: { ...none('/999/modifier'), may: administrators },
  [`POST ${HERE}/:questionnaire/modifier`]: { ...none('/999/modifier', { title: '' }), may: administrators },
  [`GET ${HERE}/:questionnaire`]: none('/999'),
  [`GET ${HERE}/:questionnaire/resultats`]: none('/999/resultats'),
  [`GET ${HERE}/:questionnaire/affichette`]: none('/999/affichette'),
  [`POST ${HERE}/:questionnaire`]: none('/999', { q1: 'r1' }),
  [`GET ${SEATED}`]: at(SEATED, nobody),
  [`GET ${SEATED}/:questionnaire`]: at(`${SEATED}/999`, nobody),
  [`GET ${SEATED}/:questionnaire/resultats`]: at(`${SEATED}/999/resultats`, nobody),
  [`POST ${SEATED}/:questionnaire`]: at(`${SEATED}/999`, nobody, { values: { q1: 'r1' } }),
  [`GET ${RESIDENT}`]: at(RESIDENT, signedIn),
  [`GET ${RESIDENT}/:questionnaire`]: at(`${RESIDENT}/999`, signedIn, missing),
  [`GET ${RESIDENT}/:questionnaire/resultats`]: at(`${RESIDENT}/999/resultats`, signedIn, missing),
  [`POST ${RESIDENT}/:questionnaire`]: at(`${RESIDENT}/999`, signedIn, { ...missing, values: { q1: 'r1' } }),
}
