// Questionnaires.
import { administrators, type RouteCase, staff } from './case.ts'

const HERE = '/intranet/questionnaires'
const none = (end: string, values?: Record<string, string>): RouteCase => ({
  url: () => `${HERE}${end}`,
  may: staff,
  statuses: [404],
  ...(values === undefined ? {} : { values }),
})

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
}
