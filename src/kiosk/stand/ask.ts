// Questionnaires at a kiosk, answered there; job offers, read there.
import { answerWith, closedTo, questions, surveyOf, surveysToAnswer, type Typed } from '#surveys'
import { todayThere } from '#territory'
import { offerFacts, offersFor } from '#vacancies'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { prose } from '#platform/ui/content.ts'
import { emptyState, notice } from '#platform/ui/feedback.ts'
import { longDate, shortDate, typo } from '#platform/ui/french.ts'
import { atStand, HERE } from './page.ts'
import { bigLinks } from './read.ts'
import type { Visit } from './visit.ts'

const MOST = 50

export const showSurveys = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const asked = await surveysToAnswer(tx, await todayThere(tx), MOST, { asked: ['agents'] })
    const body =
      asked.length === 0
        ? emptyState('Aucun questionnaire en ce moment', 'Ceux qui vous seront posés seront ici.')
        : bigLinks(
            asked.map(({ id, title, closesOn }) => ({
              href: `${HERE}/questionnaires/${id}`,
              title: typo(title),
              said: `Jusqu’au ${longDate(closesOn)}, sans votre nom`,
            })),
          )
    return atStand(ctx, visit, { title: 'Questionnaires', main: html`<h1>Questionnaires</h1>${body}` })
  })

const NOTHING: Typed = { raw: {}, problems: [], said: [] }

export const showSurvey = (ctx: Context, visit: Visit, typed: Typed = NOTHING): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const survey = await surveyOf(tx, ctx.params.questionnaire)
    const closed = closedTo(ctx, survey, await todayThere(tx))
    const body =
      closed ?? (await questions(ctx, tx, survey, typed, { action: `${HERE}/questionnaires/${survey.id}` }))
    const time =
      closed === null &&
      html`<p class="meta">Ici, la borne vous laisse cinq minutes sans un geste, dix en tout. Ce que vous n’avez pas envoyé s’efface avec la page.</p>`
    return atStand(ctx, visit, {
      title: survey.title,
      main: html`<h1>${typo(survey.title)}</h1>${time}${body}`,
      problems: typed.said.length,
      status: typed.said.length > 0 ? 422 : 200,
    })
  })

export async function answerSurveyHere(ctx: Context, visit: Visit, values: Context['query']): Promise<Reply> {
  const refused = await answerWith(ctx, ctx.params.questionnaire, values)
  if (refused !== null) return showSurvey(ctx, visit, refused)
  return atStand(ctx, visit, {
    title: 'Merci',
    main: html`<h1>Merci</h1>${notice('good', 'Vos réponses sont parties, sans votre nom')}`,
  })
}

export const showOffers = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offers = await offersFor(tx, MOST)
    const body =
      offers.length === 0
        ? emptyState('Aucune offre pour vous en ce moment', 'Les postes ouverts seront ici.')
        : bigLinks(
            offers.map(({ id, title, category, place, unit, endsOn }) => ({
              href: `${HERE}/emplois/${id}`,
              title,
              said: `Catégorie ${category}, ${unit}, ${place}, jusqu’au ${shortDate(endsOn)}`,
            })),
          )
    return atStand(ctx, visit, { title: 'Emplois', main: html`<h1>Emplois</h1>${body}` })
  })

export const showOffer = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offer = (await offersFor(tx)).find(({ id }) => String(id) === ctx.params.offre)
    if (offer === undefined) throw new NotFound('Cette offre n’existe pas, ou n’est plus proposée.')
    const { title, description, apply } = offer
    return atStand(ctx, visit, {
      title,
      main: html`<article class="stack"><h1>${title}</h1>${offerFacts(offer)}${prose(description)}<h2>Pour postuler</h2>${prose(apply)}</article>`,
    })
  })
