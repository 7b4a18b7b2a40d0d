// GET /intranet/questionnaires: those asked; one of them: its questions, then what is told of it. POST: the answers, once.
import { fieldsOf, rawOfValues, validate } from '#forms'
import { mayEver } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, one, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { ODS, spreadsheet } from '#platform/sheets/ods.ts'
import { linkButton } from '#platform/ui/button.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, notice, tag } from '#platform/ui/feedback.ts'
import { longDate, number, typo } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { poster } from '#platform/ui/poster.ts'
import { intranetFrame, territory, todayThere } from '#territory'
import { z } from 'zod'
import { access } from './access.ts'
import { draftKept, errorsShown, questions, type Typed } from './answering.ts'
import { type Survey, surveyById, surveys } from './queries.ts'
import { resultLines, resultsShown } from './told/results.ts'
import { answerSurvey, HERE, standingOf, surveyOf } from './survey.ts'

const framed = async (ctx: Context, tx: Read, title: string, main: Html, status = 200): Promise<Reply> =>
  page(agentPage(await intranetFrame(ctx, tx), { title, main, current: HERE }), status)

function lineOf(survey: Survey, today: string) {
  const standing = standingOf(survey, today)
  const said = {
    coming: tag('idle', 'À venir'),
    open: survey.isAnswered ? tag('good', 'Répondu') : tag('info', 'Ouvert'),
    closed: survey.results === null ? tag('idle', 'Fermé') : tag('good', 'Résultats'),
  }[standing]
  return {
    href: `${HERE}/${survey.id}`,
    label: typo(survey.title),
    under: `${survey.wave}, du ${longDate(survey.opensOn)} au ${longDate(survey.closesOn)}`,
    end: said,
  }
}

const list = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const today = await todayThere(tx)
    const all = await surveys(tx)
    const shown =
      all.length === 0
        ? emptyState('Aucun questionnaire', 'Ceux qui vous seront posés seront ici.')
        : panel('Tous les questionnaires', linkList(all.map((survey) => lineOf(survey, today))))
    const make =
      mayEver(access['survey.make'], ctx.actor) &&
      html`<p>${linkButton('Poser un questionnaire', `${HERE}/nouveau`)}</p>`
    return framed(
      ctx,
      tx,
      'Questionnaires',
      html`<div class="stack"><h1>Questionnaires</h1>${make}${shown}</div>`,
    )
  })

/** What stands in the way of answering, in words; null when nothing does. */
export function closedTo(ctx: Context, survey: Survey, today: string): Html | null {
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
  if (!survey.isAsked) return notice('info', 'Ce questionnaire n’est pas posé à vous')
  return mayEver(access['survey.answer'], ctx.actor)
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

async function shown(ctx: Context, tx: Read, survey: Survey, typed: Typed): Promise<Reply> {
  const today = await todayThere(tx)
  const previous = survey.afterId === null ? undefined : await surveyById(tx, survey.afterId)
  const wave = previous?.results ? { name: previous.wave, results: previous.results } : null
  const closed = closedTo(ctx, survey, today)
  const body =
    survey.results !== null
      ? html`<p class="row"><a href="${HERE}/${survey.id}/resultats">Ces chiffres dans un tableur (ODS)</a><a href="${HERE}/${survey.id}/resultats?format=csv">En CSV</a></p>${resultsShown(survey.results, wave)}`
      : closed === null
        ? await questions(ctx, tx, survey, typed)
        : html`${errorsShown(typed)}${closed}${draftKept(ctx, survey, null)}`
  const keeper = survey.isKept && keeperLine(survey, today)
  const main = html`<div class="stack"><p class="row"><a href="${HERE}">Tous les questionnaires</a><a href="${HERE}/${survey.id}/affichette">Affichette</a></p><h1>${typo(survey.title)}</h1><p class="meta">${survey.wave}, du ${longDate(survey.opensOn)} au ${longDate(survey.closesOn)}</p>${body}${keeper}</div>`
  return framed(ctx, tx, survey.title, main, typed.said.length > 0 ? 422 : 200)
}

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    shown(ctx, tx, await surveyOf(tx, ctx.params.questionnaire), { raw: {}, problems: [], said: [] }),
  )

/** Judges all, then writes once. @returns what is refused, as it was typed; null: it is done */
export async function answerWith(
  ctx: Context,
  id: string | undefined,
  values: Context['query'],
): Promise<Typed | null> {
  const survey = await ctx.db.read(ctx.actor, (tx) => surveyOf(tx, id))
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

async function answer(ctx: Context, values: Context['query']): Promise<Reply> {
  const id = ctx.params.questionnaire
  const refused = await answerWith(ctx, id, values)
  if (refused === null)
    return redirect(`${HERE}/${id ?? ''}`, 'Vos réponses sont parties, sans votre nom. Merci.')
  return ctx.db.read(ctx.actor, async (tx) => shown(ctx, tx, await surveyOf(tx, id), refused))
}

const posted = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id, title, wave, opensOn, closesOn, authorityId } = await surveyOf(tx, ctx.params.questionnaire)
    const main = poster({
      ...{ kind: 'Questionnaire', title: typo(title) },
      lines: [wave, `Du ${longDate(opensOn)} au ${longDate(closesOn)}`, 'On répond sans son nom, une fois.'],
      author: (await territory(tx)).authority(authorityId).name,
      address: `${ctx.config.publicUrl}${HERE}/${id}`,
      back: { href: `${HERE}/${id}`, label: 'Revenir au questionnaire' },
    })
    return framed(ctx, tx, `Affichette\u00a0: ${title}`, main)
  })

const sheet = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { results } = await surveyOf(tx, ctx.params.questionnaire)
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

const base = { face: 'agent' } as const
const values = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export const routes: Route[] = [
  { ...base, get: HERE, action: 'survey.list', title: 'Questionnaires', handle: list },
  { ...base, get: `${HERE}/:questionnaire`, action: 'survey.read', title: 'Un questionnaire', handle: show },
  {
    ...base,
    get: `${HERE}/:questionnaire/resultats`,
    action: 'survey.read',
    title: 'Résultats d’un questionnaire',
    handle: sheet,
  },
  {
    ...base,
    get: `${HERE}/:questionnaire/affichette`,
    action: 'survey.read',
    title: 'Affichette d’un questionnaire',
    handle: posted,
  },
  // Not kept when a session has ended: answers are written beside no name, for no time.
  post({
    ...base,
    post: `${HERE}/:questionnaire`,
    action: 'survey.answer',
    title: 'Répondre à un questionnaire',
    input: values,
    handle: (ctx, _input, posted) => answer(ctx, posted.values),
  }),
]
