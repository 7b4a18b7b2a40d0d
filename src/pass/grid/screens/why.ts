// « Pourquoi ? »: what a grid, as it is being written or in force, gives to an invented holder, and which rows were tried.
import { bodyOf, writtenOf } from '#drafting'
import { metropolitanAdministrator } from '#platform/access.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, many, one, page, type Reply } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { checkboxCards } from '#platform/ui/choices.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { select, textInput } from '#platform/ui/fields.ts'
import { capital, fullDate, listSentence } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { holds, isRealDay } from '#rules'
import { adminFrame, territory, todayThere } from '#territory'
import {
  type FactId,
  LEVEL_WORDS,
  type Level,
  LEVELS,
  monthsAfter,
  type Proof,
  QUOTIENTS,
  type ShownId,
} from '../../proof/facts.ts'
import { decide, type Decision, factsOn, type Known } from '../decide.ts'
import type { Grid, GridRow } from '../definition.ts'
import { classWords, GRID } from '../kind.ts'
import { precedenceOf } from '../prove.ts'
import { conditionWords, FACT_NAMES, type Place, quotientWords } from '../words.ts'
import { gridAddress, HERE } from './address.ts'

interface Asked {
  born: string
  commune: string
  quotient: string
  states: readonly string[]
  level: Level
  /** Something was asked. */
  isAsked: boolean
}

const STATES = ['disability', 'pupil', 'student', 'job_seeker'] as const

function askedOf({ query }: Pick<Context, 'query'>): Asked {
  const level = LEVELS.find((known) => known === one(query, 'preuve')) ?? 'verified'
  return {
    ...{
      born: one(query, 'naissance').trim(),
      commune: one(query, 'commune'),
      quotient: one(query, 'tranche'),
    },
    ...{ states: many(query, 'situations'), level, isAsked: query.preuve !== undefined },
  }
}

/** What would show each. */
const SHOWS: Partial<Record<FactId, ShownId>> = {
  ...{ commune: 'bill', quotient: 'taxNotice', disability: 'disabilityCard', pupil: 'schoolPaper' },
  ...{ student: 'studentCard', job_seeker: 'jobSeekerPaper' },
}

function knownOf({ born, commune, quotient, states, level }: Asked, day: string): Known {
  const said: [FactId, string][] = [
    ...(commune === '' ? [] : [['commune', commune] as [FactId, string]]),
    ...(quotient === '' ? [] : [['quotient', quotient] as [FactId, string]]),
    ...STATES.filter((state) => states.includes(state)).map((state): [FactId, string] => [state, 'true']),
  ]
  const source = level === 'declared' ? 'profile' : level === 'seen' ? 'desk' : 'twoDDoc'
  return {
    birth: born === '' ? undefined : { date: born, level },
    proofs: said.map(
      ([fact, value]): Proof => ({
        ...{ fact, class: value, source, level, shown: SHOWS[fact] ?? 'profileValue' },
        ...{ seenOn: day, endsOn: monthsAfter(day, 12) },
      }),
    ),
  }
}

interface WhyView {
  grid: Grid
  isDraft: boolean
  asked: Asked
  wrong: string | null
  places: readonly Place[]
  answer: { decision: Decision; tried: readonly (readonly [GridRow, string])[] } | null
}

function form({ grid, asked, wrong, places }: WhyView): Html {
  const medium = true
  return html`<form class="stack" action="${gridAddress(grid.id)}/pourquoi"><div class="fields pairs">
    ${textInput({ name: 'naissance', label: 'Date de naissance', kind: 'date', optional: true, value: asked.born, medium, error: wrong ?? undefined })}
    ${select({ name: 'commune', label: 'Commune de résidence', value: asked.commune, options: places.map(({ code, name }) => ({ value: code, label: name })), blank: 'Rien n’est prouvé', medium })}
    ${select({ name: 'tranche', label: 'Tranche de quotient familial', value: asked.quotient, options: QUOTIENTS.map((value) => ({ value, label: capital(quotientWords(value)) })), blank: 'Rien n’est prouvé', medium })}
    ${select({ name: 'preuve', label: 'Comment c’est prouvé', value: asked.level, options: LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value] })), medium })}
    </div>${checkboxCards({ name: 'situations', label: 'Situations', optional: true, across: true, choices: STATES.map((value) => ({ value, label: FACT_NAMES[value] })), values: asked.states })}
    <div class="row">${button('Expliquer')}</div></form>`
}

function answerPanels({ grid, places, answer }: WhyView): Html | null {
  if (answer === null) return null
  const { decision, tried } = answer
  const missing = decision.missing.map((fact) => FACT_NAMES[fact].toLowerCase())
  return html`${panel(
    'Ce que la grille répond',
    facts([
      ['Classe', capital(classWords(decision.class, grid))],
      ['Ce que lit le titulaire', `${capital(decision.because)}.`],
      ['Dernier jour', decision.until === null ? 'Sans objet' : fullDate(decision.until)],
      [
        'Ce qui pourrait changer la réponse',
        missing.length > 0 && `Une preuve de plus\u00a0: ${listSentence(missing, 'ou')}`,
      ],
    ]),
  )}${panel(
    'Lignes essayées',
    table({
      caption: 'Lignes essayées, dans l’ordre de la grille',
      captionHidden: true,
      columns: [
        { label: 'Ligne' },
        { label: 'Condition' },
        { label: 'Elle donne' },
        { label: 'Ce qu’il en est' },
      ],
      rows: tried.map(([row, said]) => [
        row.label,
        capital(conditionWords(row.when, places)),
        classWords(row.class, grid),
        row.id === decision.row ? tag('good', said) : said,
      ]),
      dense: true,
    }),
    { bare: true },
  )}`
}

function whyPage(frame: AgentFrame, view: WhyView): Html {
  const { grid, isDraft, wrong } = view
  const errors = wrong === null ? [] : [{ id: 'naissance', message: wrong }]
  const main = html`<div class="stack">${errorSummary(errors)}<p class="meta"><a href="${HERE}">Droits du pass</a> › <a href="${gridAddress(grid.id)}">${grid.title}</a></p><h1>Pourquoi&nbsp;?</h1>
    <p class="reading">Décrivez un titulaire inventé${isDraft ? '\u00a0: le brouillon répond' : ''}.</p>${panel('Le titulaire', form(view))}${answerPanels(view)}</div>`
  return agentPage(frame, {
    title: `Pourquoi\u00a0? ${grid.title}`,
    main,
    current: HERE,
    errorCount: errors.length,
  })
}

function outcomeOf(grid: Grid, row: GridRow, decision: Decision, isHeld: boolean): string {
  if (row.id === decision.row) return 'Décide'
  if (!isHeld) return 'Sa condition n’est pas remplie.'
  const over = precedenceOf(grid, row).under.map(({ label }) => label)
  return over.length > 0
    ? `Cède à une ligne plus précise\u00a0: ${listSentence(over, 'ou')}.`
    : 'Une autre ligne répond de même.'
}

/** GET /administration/pass/droits/:grille/pourquoi */
export const showWhy = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const written = await writtenOf(tx, { kind: GRID, id: ctx.params.grille ?? '' })
    const mayWrite = metropolitanAdministrator.ever(ctx.actor)
    const grid = mayWrite ? bodyOf(written) : (written.live?.body ?? bodyOf(written))
    const { communes: places } = await territory(tx)
    const [asked, day] = [askedOf(ctx), await todayThere(tx)]
    const isWrong = asked.born !== '' && (!isRealDay(asked.born) || asked.born > day)
    const wrong = isWrong ? 'Écrivez un jour qui existe, et qui est passé.' : null
    const known = knownOf(asked, day)
    const decision = decide(grid, known, day, places)
    const tried = grid.rows.map((row) => {
      const isHeld = holds(row.when, factsOn(grid, known, day))
      return [row, outcomeOf(grid, row, decision, isHeld)] as const
    })
    const view: WhyView = {
      ...{ grid, asked, wrong, places, isDraft: mayWrite && written.draft !== null },
      answer: asked.isAsked && !isWrong ? { decision, tried } : null,
    }
    return page(whyPage(await adminFrame(ctx, tx), view), isWrong ? 422 : 200)
  })
