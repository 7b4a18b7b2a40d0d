// The page that asks for the text of one answer, or one note, for several requests.
import type { FieldProblem } from '#platform/errors.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { optionList, select, textarea, textInput } from '#platform/ui/fields.ts'
import { capital, inWords, longDate, plural, time } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { ReplyTemplate } from '#services'
import { bulkHref } from '../../write/begun.ts'
import type { Chosen, WrittenKind } from '../bulk.ts'
import { PLANNED_DAY } from '../../act/planned.ts'
import { MOST_CHARACTERS } from '#threads'
import { reachText } from '../../record/words.ts'
import { newDate } from '../../tell/letters.ts'
import { spoken, VARIABLES } from '../../act/variables.ts'

export interface BulkView {
  kind: WrittenKind
  chosen: readonly Chosen[]
  /** Query of the list to come back to. */
  back: string
  /** Address of that list. */
  list: string
  text: string
  /** For a visit: its day, and whether it is promised where it comes after the promise (`oui`, `non`; '' not said). */
  date: string
  promise: string
  template: string
  templates: readonly ReplyTemplate[]
  problems: readonly FieldProblem[]
  /** Was it asked to see it as it leaves? */
  isLooked: boolean
  /** Key of the form: sent twice, each request is told once. */
  once: string
  /** When the text was kept, if it is gone on with. */
  savedAt: Date | null
  zone: string
}

const FILLED = `Remplacé pour chaque demande : ${VARIABLES.map(({ shown, meaning }) => `${shown} (${meaning})`).join(', ')}. Complétez ce qui reste entre accolades.`

const WORDS = {
  repondre: {
    title: 'Répondre à plusieurs demandes',
    label: 'Réponse',
    button: 'Envoyer à chacune',
    hint: FILLED,
    left: 'vous ne pouvez pas y répondre',
  },
  noter: {
    title: 'Noter plusieurs demandes',
    label: 'Note interne',
    button: 'Ajouter à chacune',
    hint: 'Seuls les agents la lisent.',
    left: '',
  },
  programmer: {
    title: 'Programmer plusieurs interventions',
    label: 'Message à chaque personne',
    button: 'Programmer chacune',
    hint: FILLED,
    left: 'aucune intervention ne s’y programme',
  },
  clore: {
    title: 'Clore plusieurs demandes',
    label: 'Message à chaque personne',
    button: 'Clore chacune',
    hint: FILLED,
    left: 'elle ne se clôt pas ainsi',
  },
} as const

/** What the person of the first request would read; the first whose promise moves, when some do. */
function preview({ chosen, date, promise, isLooked }: BulkView): Html | null {
  const written = chosen.filter(({ message }) => message !== null && message.trim() !== '')
  const moved = promise === 'oui' ? brokenIn(written) : []
  const [first] = [...moved, ...written]
  if (first === undefined) return null
  const facts = moved.length > 0 && html`<p>${newDate(date).join('\u00a0: ')}</p>`
  const rest =
    moved.length > 0 && moved.length < written.length
      ? `La nouvelle date est dite ${howMany(moved.length, chosen)}. `
      : ''
  const lines = spoken(first.message ?? '')
    .split('\n')
    .map((line) => html`${line}<br>`)
  const fault = first.fault === null ? null : notice('warn', 'À compléter', html`<p>${first.fault}</p>`)
  return panel(
    'Aperçu',
    html`<p class="meta">Ce que lira ${first.request.contactName === '' ? 'la personne' : first.request.contactName}, demande ${first.request.ref}. ${rest}Les autres lisent le même texte, avec leurs propres mots.</p>${fault}<blockquote class="bubble" ${attrs({ id: 'apercu', tabindex: '-1', autofocus: isLooked })}>${lines}${facts}</blockquote>`,
  )
}

/** Those whom no mail reaches, before anything is sent: somebody has to tell them. */
function unmailed(chosen: readonly Chosen[]): Html | null {
  const left = chosen.filter(({ request, message }) => message !== null && request.contactEmail === null)
  if (left.length === 0) return null
  const list = left.map(
    ({ request }) =>
      html`<li><a href="/agents/demandes/${request.ref}">${request.ref}</a>, ${request.contactName}. ${reachText(request)}</li>`,
  )
  return notice(
    'warn',
    unmailedTitle(left.length, chosen.filter(({ isPossible }) => isPossible).length),
    html`<p>${left.length === 1 ? 'Le message s’affichera dans son suivi, mais rien ne l’en avertit.' : 'Le message s’affichera dans leur suivi, mais rien ne les en avertit.'}</p><ul class="plain">${list}</ul>`,
  )
}

/** « Trois personnes sur cinq ne recevront pas de courriel » */
function unmailedTitle(some: number, all: number): string {
  if (some === all)
    return some === 1
      ? 'La personne ne recevra pas de courriel'
      : `Les ${inWords(some)} personnes ne recevront pas de courriel`
  const who = some === 1 ? 'Une personne' : `${capital(inWords(some))} personnes`
  return `${who} sur ${inWords(all)} ne ${some === 1 ? 'recevra' : 'recevront'} pas de courriel`
}

/** What will be acted upon, in the residents' words; those left out say so. */
function chosenTable(chosen: readonly Chosen[], left: string): Html {
  const rows = chosen.map(({ request, commune, state, isPossible, isAgain, broken }) => [
    html`<a href="/agents/demandes/${request.ref}">${request.ref}</a>`,
    html`<b>${request.subject}</b><br>${request.description}`,
    commune,
    isPossible
      ? html`${state}${isAgain && html`<br><b>Déjà fait&nbsp;: le jour change</b>`}${broken !== null && html`<br><b>Promise au plus tard le ${longDate(broken)}</b>`}`
      : html`${state}<br><span class="meta">Laissée&nbsp;: ${left}.</span>`,
  ])
  const columns = [{ label: 'N°' }, { label: 'Demande' }, { label: 'Commune' }, { label: 'Statut' }]
  return table({ caption: 'Les demandes choisies', captionHidden: true, columns, rows, dense: true })
}

const brokenIn = (chosen: readonly Chosen[]) => chosen.filter(({ broken }) => broken !== null)

/** « à 3 des 5 personnes » */
export function howMany(some: number, all: readonly Chosen[]): string {
  const whole = all.filter(({ isPossible }) => isPossible).length
  if (some === whole) return some === 1 ? 'à la personne' : `aux ${some}\u00a0personnes`
  return `à ${some} des ${whole}\u00a0personnes`
}

/** The day of the visits, and what becomes of the promises that it breaks: asked as soon as it is known which. */
function dayFields({ date, promise, problems, chosen }: BulkView): Html {
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.message
  const day = textInput({
    name: 'date',
    kind: 'date',
    label: 'Jour de l’intervention',
    hint: `Il prend la place de «\u00a0${spoken(PLANNED_DAY)}\u00a0» dans le message.`,
    value: date,
    error: errorOf('date'),
  })
  const broken = brokenIn(chosen)
  if (broken.length === 0) return day
  const choices = select({
    name: 'promise',
    label: `Ce jour vient après la date promise ${howMany(broken.length, chosen)}`,
    hint: 'La liste, plus bas, dit lesquelles.',
    value: promise,
    blank: 'Choisissez',
    error: errorOf('promise'),
    options: [
      { value: 'oui', label: `Leur promettre le ${longDate(date)} à la place\u00a0: leur message le dit` },
      { value: 'non', label: 'Garder les dates promises' },
    ],
  })
  return html`${day}${choices}`
}

/** What is kept of the text, and the ways to leave it for later or for good. */
function keeping({ savedAt, zone }: BulkView): Html {
  const said =
    savedAt === null ? '' : `Brouillon du ${longDate(savedAt, zone)} à ${time(savedAt, zone)}, retrouvé.`
  const to = { name: 'aller', formaction: '/agents/demandes/lot/brouillon', formnovalidate: true }
  return html`<p class="meta row tiny-gap"><span data-draft-status role="status">${said}</span>${button('Garder pour plus tard', { ...to, kind: 'bare', value: 'garder' })}${savedAt !== null && button('Effacer ce brouillon', { ...to, kind: 'bare', value: 'effacer' })}</p>`
}

/** GET /agents/demandes/lot */
export function bulkPage(frame: AgentFrame, view: BulkView): Html {
  const { kind, chosen, back, text, template, templates, problems } = view
  const words = WORDS[kind]
  const refs = chosen.map(({ request }) => request.ref)
  const able = chosen.filter(({ isPossible }) => isPossible).length
  const hidden = html`${refs.map((ref) => html`<input type="hidden" name="ref" value="${ref}">`)}<input type="hidden" name="faire" value="${kind}"><input type="hidden" name="retour" value="${back}"><input type="hidden" name="once" value="${view.once}">`
  const picker =
    templates.length > 0 &&
    html`<div class="row tiny-gap model"><label class="row tiny-gap soft">Modèle <select name="modele">${optionList(
      templates.map(({ id, title }) => ({ value: id, label: title })),
      template,
    )}</select></label>${button('Insérer', { kind: 'quiet', name: 'inserer', value: 'oui', formnovalidate: true })}</div>`
  const error = problems.find((problem) => problem.field === 'message')?.message
  const body = html`${hidden}${picker}${kind === 'programmer' && dayFields(view)}${textarea({ name: 'message', label: words.label, hint: words.hint, value: text, rows: 10, maxlength: MOST_CHARACTERS, error })}${unmailed(chosen)}<div class="row">${button(words.button)}${kind !== 'noter' && button('Voir l’aperçu', { kind: 'quiet', name: 'apercu', value: 'oui' })}</div>${keeping(view)}`
  const left = chosen.length - able
  const main = html`<div class="stack desk-form">${errorSummary(
    problems.map(({ field, message }) => ({
      id: ['date', 'promise'].includes(field) ? field : 'message',
      message,
    })),
    'Le texte tapé est gardé.',
  )}
    <p class="row tiny-gap"><a href="${view.list}">${icon('arrow-left')}La liste</a></p>
    <h1>${words.title} <span class="soft">${plural(able, 'demande', 'demandes')}${left > 0 && `, ${plural(left, 'laissée', 'laissées')}`}</span></h1>
    <section class="panel" aria-label="${words.title}"><div class="inside stack">${form({ action: '/agents/demandes/lot', csrf: frame.csrf, body, keep: 'server', autosave: '/agents/demandes/lot/brouillon', resume: bulkHref(refs, kind, back) })}</div></section>
    ${kind !== 'noter' && preview(view)}
    ${panel('Les demandes choisies', chosenTable(chosen, words.left), { bare: true })}</div>`
  return agentPage(frame, { title: words.title, main, current: '/agents', errorCount: problems.length })
}
