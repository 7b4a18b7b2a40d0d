// GET /intranet/emplois/recrutements: the applications that whoever reads recruits among; one of them, read and decided in words.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { panel } from '#platform/ui/desk.ts'
import { dateTime } from '#platform/ui/french.ts'
import { intranetFrame, territory } from '#territory'
import { z } from 'zod'
import { decide, formOfVacancy } from '../apply/application.ts'
import { type Application, receivedApplication, receivedApplications } from '../apply/queries.ts'
import { answersShown, STATES, stateTag } from '../apply/shown.ts'
import { HERE, numberIn, RECEIVED, receivedAt } from '../record/where.ts'

interface Line extends Application {
  zone: string
}

async function lines(tx: Read): Promise<Line[]> {
  const { zone } = await territory(tx)
  const found = await receivedApplications(tx)
  return found
    .toSorted((one, other) => Number(other.state === 'sent') - Number(one.state === 'sent'))
    .map((one) => ({ ...one, zone }))
}

export const receivedList = listOf<Line>({
  at: RECEIVED,
  action: 'vacancy.seek',
  title: 'Candidatures reçues',
  one: 'candidature',
  several: 'candidatures',
  intro: html`<p class="reading">Celles des offres pour lesquelles vous recrutez. Vous et les autres personnes nommées pour l’offre êtes seuls à les lire&nbsp;: n’en parlez pas au responsable de qui postule.</p>`,
  ways: [{ label: 'Toutes les offres', href: HERE }],
  columns: [
    {
      label: 'De',
      text: ({ personName }) => personName,
      cell: ({ id, personName }) => html`<a href="${receivedAt(id)}">${personName}</a>`,
      sort: { name: 'nom', by: ({ personName }) => personName },
    },
    { label: 'Offre', text: ({ title }) => title },
    {
      label: 'État',
      text: ({ state }) => STATES[state][1],
      cell: ({ state }) => stateTag(state),
    },
    {
      label: 'Envoyée',
      text: ({ sentAt, zone }) => dateTime(sentAt, zone),
      sort: { name: 'envoi', by: ({ sentAt }) => sentAt.toISOString() },
    },
  ],
  filters: [
    {
      name: 'offre',
      label: 'Offre',
      all: 'Toutes',
      of: ({ vacancyId, title }) => ({ value: String(vacancyId), label: title }),
    },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: ({ state }) => ({ value: state, label: STATES[state][1] }),
    },
  ],
  id: ({ id }) => id,
  rows: lines,
  empty: {
    title: 'Aucune candidature',
    text: 'Celles des offres pour lesquelles vous recrutez se lisent ici.',
  },
})

async function asked(tx: Read, ctx: Context): Promise<Application> {
  const found = await receivedApplication(tx, numberIn(ctx, 'candidature'))
  if (found === undefined)
    throw new NotFound('Cette candidature n’existe pas, est retirée, ou ne vous est pas adressée.')
  return found
}

export const decidingRoutes: readonly Route[] = formRoutes(
  {
    at: `${RECEIVED}/:candidature`,
    ...{ face: 'agent', action: 'vacancy.seek', title: 'Une candidature', button: 'Enregistrer la décision' },
    back: { href: RECEIVED, label: 'Toutes les candidatures reçues' },
    form: formOf({
      state: field({
        label: 'Ce que vous décidez',
        control: [
          ['retained', 'La retenir'],
          ['declined', 'Ne pas la retenir'],
        ],
        type: z.enum(['retained', 'declined'], 'Dites ce que vous décidez.'),
      }),
      outcome: field({
        label: 'En quelques mots',
        hint: 'La personne les lit tels quels. Retenue\u00a0: ce qui vient ensuite. Non retenue\u00a0: pourquoi.',
        control: 'text',
        rows: 5,
        type: lineOf(2000).refine((text) => text.length > 2, 'Dites pourquoi, ou ce qui vient ensuite.'),
      }),
    }),
    async shown(tx, ctx) {
      const one = await asked(tx, ctx)
      const place = await territory(tx)
      const form = await formOfVacancy(tx, one)
      const decided =
        one.decidedAt === null
          ? null
          : html` ${stateTag(one.state)} le ${dateTime(one.decidedAt, place.zone)}`
      const intro = panel(
        'Ce qu’elle dit',
        html`<div class="inside stack tight"><p>${one.title}, envoyée le ${dateTime(one.sentAt, place.zone)}.${decided}</p>${answersShown(form, one.answers, place)}</div>`,
      )
      return {
        ...{ title: one.personName, version: one.version, intro },
        typed: one.state === 'sent' ? {} : { state: one.state, outcome: one.outcome },
      }
    },
    async act(tx, { state, outcome }, ctx, version) {
      await decide(tx, numberIn(ctx, 'candidature'), version, state, outcome)
      return redirect(RECEIVED, 'La décision est enregistrée\u00a0: la personne est prévenue.')
    },
  },
  intranetFrame,
)
