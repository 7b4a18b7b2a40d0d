// Those asked, on the pages of whoever is asked (places.ts); one of them: its questions, then what is told of it. POST: the answers, once.
import { fieldsOf, rawOfValues, validate } from '#forms'
import { mayEver } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, one, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { ODS, spreadsheet } from '#platform/sheets/ods.ts'
import { linkButton } from '#platform/ui/button.ts'
import { linkList } from '#platform/ui/content.ts'
import { emptyState, notice, tag } from '#platform/ui/feedback.ts'
import { longDate, number, typo } from '#platform/ui/french.ts'
import { poster } from '#platform/ui/poster.ts'
import { territory, todayThere } from '#territory'
import { z } from 'zod'
import { access } from './access.ts'
import { draftKept, errorsShown, questions, type Typed } from './answering.ts'
import { addressOf, authoritiesHere, HERE, PLACES, type Asked, framed, type Where } from './places.ts'
import { type Survey, surveyById, surveys } from './queries.ts'
import { resultLines, resultsShown } from './told/results.ts'
import { answerSurvey, standingOf, surveyOf } from './survey.ts'

function lineOf(place: Where, survey: Survey, today: string) {
  const standing = standingOf(survey, today)
  const said = {
    coming: tag('idle', 'À venir'),
    open: survey.isAnswered ? tag('good', 'Répondu') : tag('info', 'Ouvert'),
    closed: survey.results === null ? tag('idle', 'Fermé') : tag('good', 'Résultats'),
  }[standing]
  return {
    href: `${place.at}/${survey.id}`,
    label: typo(survey.title),
    under: `${survey.wave}, ${survey.asked === place.asked ? '' : `${PLACES[survey.asked].to}, `}du ${longDate(survey.opensOn)} au ${longDate(survey.closesOn)}`,
    end: said,
  }
}

/** Those that the authorities of this counter put to residents; of others, all those in sight. */
async function inSight(ctx: Context, tx: Read, { asked }: Where): Promise<Survey[]> {
  const all = await surveys(tx, asked)
  if (asked !== 'residents') return all
  const by = await authoritiesHere(ctx, tx)
  return all.filter(({ authorityId }) => by.includes(authorityId))
}

const list =
  (place: Where) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const today = await todayThere(tx)
      const all = await inSight(ctx, tx, place)
      const body =
        all.length === 0
          ? emptyState('Aucun questionnaire', 'Ceux qui vous seront posés seront ici.')
          : place.part('Tous les questionnaires', linkList(all.map((survey) => lineOf(place, survey, today))))
      const make =
        place.asked === 'agents' &&
        mayEver(access['survey.make'], ctx.actor) &&
        html`<p>${linkButton('Poser un questionnaire', `${HERE}/nouveau`)}</p>`
      const title = 'Questionnaires'
      const main = html`<div class="stack"><h1>${title}</h1>${make}${body}</div>`
      return framed(place, ctx, tx, { title, main })
    })

/** What stands in the way of answering, in words; null when nothing does. */
export function closedTo(
  ctx: Context,
  survey: Survey,
  today: string,
  place: Where = PLACES.agents,
): Html | null {
  if (survey.asked !== place.asked)
    return notice('info', `Il est posé ${PLACES[survey.asked].to}, qui y répondent sur leurs pages`)
  const standing = standingOf(survey, today)
  if (standing === 'coming') return notice('info', `Il s’ouvre le ${longDate(survey.opensOn)}`)
  if (standing === 'closed')
    return notice(
      'info',
      'Il est fermé',
      html`<p>Ses résultats seront montrés ici, à ceux à qui il était posé.</p>`,
    )
  if (survey.isAnswered)
    return notice(
      'good',
      'Vous avez répondu',
      html`<p>On n’y répond qu’une fois. Ses résultats seront montrés ici après le ${longDate(survey.closesOn)}.</p>`,
    )
  if (!survey.isAsked) return notice('info', 'Ce questionnaire ne vous est pas posé')
  return place.who.ever(ctx.actor)
    ? null
    : notice(
        'info',
        'On répond en son propre nom',
        html`<p>Vous voyez cette page comme quelqu’un d’autre.</p>`,
      )
}

/** What a reminder did, as far as it may be told. */
const remindedText = ({ remindOn, reminded }: Survey): string =>
  remindOn
    .map((day, at) => {
      const told = reminded[at]
      if (told === undefined) return `Un rappel partira le ${longDate(day)}.`
      const many =
        told === 0 ? 'trop peu de personnes pour dire combien' : `au moins ${number(told)} personnes`
      return `Un rappel est parti le ${longDate(day)}, à ${many}.`
    })
    .join(' ')

/** To whoever keeps it. */
function keeperLine(survey: Survey, today: string): Html {
  const links = [
    ...(standingOf(survey, today) === 'closed'
      ? []
      : [html`<a href="${HERE}/${survey.id}/modifier">Modifier ce questionnaire</a>`]),
    html`<a href="${HERE}/nouveau?apres=${survey.id}">Préparer une nouvelle vague</a>`,
  ]
  return html`<div class="stack tight"><p class="row">${links}</p>${survey.remindOn.length > 0 && html`<p class="meta">${remindedText(survey)}</p>`}</div>`
}

async function shown(ctx: Context, tx: Read, place: Where, survey: Survey, typed: Typed): Promise<Reply> {
  const today = await todayThere(tx)
  const previous = survey.afterId === null ? undefined : await surveyById(tx, survey.afterId, place.asked)
  const wave = previous?.results ? { name: previous.wave, results: previous.results } : null
  const closed = closedTo(ctx, survey, today, place)
  const at = `${place.at}/${survey.id}`
  const body =
    survey.results !== null
      ? html`<p class="row"><a href="${at}/resultats">Ces chiffres dans un tableur (ODS)</a><a href="${at}/resultats?format=csv">En CSV</a></p>${resultsShown(survey.results, wave, place.part)}`
      : closed === null
        ? await questions(ctx, tx, survey, typed)
        : html`${errorsShown(typed)}${closed}${draftKept(ctx, survey, null)}`
  const isKeeper = place.asked === 'agents' && survey.isKept
  const keeper = isKeeper && keeperLine(survey, today)
  const poster = place.asked === 'agents' && html`<a href="${at}/affichette">Affichette</a>`
  const main = html`<div class="stack"><p class="row"><a href="${place.at}">Tous les questionnaires</a>${poster}</p><h1>${typo(survey.title)}</h1><p class="meta">${survey.wave}, du ${longDate(survey.opensOn)} au ${longDate(survey.closesOn)}</p>${body}${keeper}</div>`
  return framed(place, ctx, tx, { title: survey.title, main, status: typed.said.length > 0 ? 422 : 200 })
}

const show =
  (place: Where) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) =>
      shown(ctx, tx, place, await surveyOf(tx, ctx.params.questionnaire, place.asked), {
        ...{ raw: {}, problems: [], said: [] },
      }),
    )

/** Judges all, then writes once. @returns what is refused, as it was typed; null: it is done */
export async function answerWith(
  ctx: Context,
  id: string | undefined,
  values: Context['query'],
  asked: Asked = 'agents',
): Promise<Typed | null> {
  const survey = await ctx.db.read(ctx.actor, (tx) => surveyOf(tx, id, asked))
  if (survey.asked !== asked) throw new NotFound()
  const raw = rawOfValues(fieldsOf(survey.form), values)
  const today = await ctx.db.read(ctx.actor, todayThere)
  const judged = validate(survey.form, survey.form.pages, raw, {}, { today, area: () => undefined })
  if (judged.problems.length > 0) return { raw, problems: judged.problems, said: judged.problems }
  try {
    await ctx.db.write(ctx.actor, (tx) => answerSurvey(tx, survey, judged.answers))
    return null
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return { raw, problems: [], said: error.problems }
  }
}

async function answer(ctx: Context, place: Where, values: Context['query']): Promise<Reply> {
  const id = ctx.params.questionnaire
  const refused = await answerWith(ctx, id, values, place.asked)
  if (refused === null)
    return redirect(`${place.at}/${id ?? ''}`, 'Vos réponses sont parties, sans votre nom. Merci.')
  return ctx.db.read(ctx.actor, async (tx) =>
    shown(ctx, tx, place, await surveyOf(tx, id, place.asked), refused),
  )
}

const posted = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const survey = await surveyOf(tx, ctx.params.questionnaire)
    const { id, title, wave, opensOn, closesOn, authorityId } = survey
    const main = poster({
      ...{ kind: 'Questionnaire', title: typo(title) },
      lines: [wave, `Du ${longDate(opensOn)} au ${longDate(closesOn)}`, 'On répond sans son nom, une fois.'],
      author: (await territory(tx)).authority(authorityId).name,
      address: `${ctx.config.publicUrl}${addressOf(survey)}`,
      back: { href: `${HERE}/${id}`, label: 'Revenir au questionnaire' },
    })
    return framed(PLACES.agents, ctx, tx, { title: `Affichette\u00a0: ${title}`, main })
  })

const sheet =
  (place: Where) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const { results } = await surveyOf(tx, ctx.params.questionnaire, place.asked)
      if (results === null) throw new NotFound()
      const isCsv = one(ctx.query, 'format') === 'csv'
      const lines = resultLines(results)
      return {
        kind: 'bytes',
        body: isCsv ? csvOf(lines) : spreadsheet('Résultats', lines),
        type: isCsv ? 'text/csv; charset=utf-8' : ODS,
        headers: { 'content-disposition': `attachment; filename="resultats.${isCsv ? 'csv' : 'ods'}"` },
      }
    })

const values = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const routesOf = (place: Where): Route[] => {
  const { at, face, read } = place
  return [
    { face, get: at, action: place.list, title: 'Questionnaires', handle: list(place) },
    { face, get: `${at}/:questionnaire`, action: read, title: 'Un questionnaire', handle: show(place) },
    {
      ...{ face, get: `${at}/:questionnaire/resultats`, action: read },
      ...{ title: 'Résultats d’un questionnaire', handle: sheet(place) },
    },
    // Not kept when a session has ended: answers are written beside no name, for no time.
    post({
      ...{ face, post: `${at}/:questionnaire`, action: place.answer, title: 'Répondre à un questionnaire' },
      input: values,
      handle: (ctx, _input, posted) => answer(ctx, place, posted.values),
    }),
  ]
}

export const routes: Route[] = [
  ...Object.values(PLACES).flatMap(routesOf),
  {
    get: `${HERE}/:questionnaire/affichette`,
    ...{ face: 'agent', action: 'survey.read', title: 'Affichette d’un questionnaire', handle: posted },
  },
]
