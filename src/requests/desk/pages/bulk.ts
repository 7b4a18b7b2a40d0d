// The page that asks for the text of one answer, or one note, for several requests.
import type { FieldProblem } from '#platform/errors.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { optionList, textarea, textInput } from '#platform/ui/fields.ts'
import { longDate, plural, time } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { ReplyTemplate } from '#services'
import { bulkHref } from '../../write/begun.ts'
import type { Chosen, WrittenKind } from '../bulk.ts'
import { PLANNED_DAY } from '../../act/planned.ts'
import { MOST_CHARACTERS } from '#threads'
import { VARIABLES } from '../variables.ts'

export interface BulkView {
  kind: WrittenKind
  chosen: readonly Chosen[]
  /** Query of the list to come back to. */
  back: string
  text: string
  /** For a visit: its day, and whether it is promised where it comes after the promise. */
  date: string
  promise: boolean
  template: string
  templates: readonly ReplyTemplate[]
  problems: readonly FieldProblem[]
  /** Key of the form: sent twice, each request is told once. */
  once: string
  /** When the text was kept, if it is gone on with. */
  savedAt: Date | null
  zone: string
}

const FILLED = `Remplacé pour chaque demande : ${VARIABLES.map(({ shown, meaning }) => `${shown} (${meaning})`).join(', ')}.`

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

/** What the person of the first request would read. */
function preview(chosen: readonly Chosen[]): Html | null {
  const first = chosen.find(({ message }) => message !== null && message.trim() !== '')
  if (first === undefined) return null
  const lines = (first.message ?? '').split('\n').map((line) => html`${line}<br>`)
  const fault = first.fault === null ? null : notice('warn', 'À compléter', html`<p>${first.fault}</p>`)
  return panel(
    'Aperçu',
    html`<p class="meta">Ce que lira ${first.request.contactName === '' ? 'la personne' : first.request.contactName}, demande ${first.request.ref}. Les autres lisent le même texte, avec leurs propres mots.</p>${fault}<blockquote class="bubble" id="apercu">${lines}</blockquote>`,
  )
}

/** What will be acted upon, in the residents' words; those left out say so. */
function chosenTable(chosen: readonly Chosen[], left: string): Html {
  const rows = chosen.map(({ request, commune, state, isPossible }) => [
    html`<a href="/agents/demandes/${request.ref}">${request.ref}</a>`,
    html`<b>${request.subject}</b><br>${request.description}`,
    commune,
    isPossible ? state : html`${state}<br><span class="meta">Laissée&nbsp;: ${left}.</span>`,
  ])
  const columns = [{ label: 'N°' }, { label: 'Demande' }, { label: 'Commune' }, { label: 'Statut' }]
  return table({ caption: 'Les demandes choisies', captionHidden: true, columns, rows, dense: true })
}

/** The day of the visits, and what becomes of promises that come before it. */
function dayFields({ date, promise, problems }: BulkView): Html {
  const error = problems.find(({ field }) => field === 'date')?.message
  const hint = `Il prend la place de «\u00a0${PLANNED_DAY}\u00a0» dans le message.`
  const box = attrs({ type: 'checkbox', name: 'promise', value: 'oui', checked: promise })
  return html`${textInput({ name: 'date', kind: 'date', label: 'Jour de l’intervention', hint, value: date, error })}
    <label class="choice"><input ${box}><span>Si ce jour vient après la date promise, promettre ce jour</span></label>`
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
  const body = html`${hidden}${picker}${kind === 'programmer' && dayFields(view)}${textarea({ name: 'message', label: words.label, hint: words.hint, value: text, rows: 10, maxlength: MOST_CHARACTERS, error })}<div class="row">${button(words.button)}${kind !== 'noter' && button('Voir l’aperçu', { kind: 'quiet', name: 'apercu', value: 'oui' })}</div>${keeping(view)}`
  const left = chosen.length - able
  const main = html`<div class="stack desk-form">${errorSummary(
    problems.map(({ field, message }) => ({ id: field === 'date' ? 'date' : 'message', message })),
    'Le texte tapé est gardé.',
  )}
    <h1>${words.title} <span class="soft">${plural(able, 'demande', 'demandes')}${left > 0 && `, ${plural(left, 'laissée', 'laissées')}`}</span></h1>
    <section class="panel" aria-label="${words.title}"><div class="inside stack">${form({ action: '/agents/demandes/lot', csrf: frame.csrf, body, keep: 'server', autosave: '/agents/demandes/lot/brouillon', resume: bulkHref(refs, kind, back) })}</div></section>
    ${kind !== 'noter' && preview(chosen)}
    ${panel('Les demandes choisies', chosenTable(chosen, words.left), { bare: true })}</div>`
  return agentPage(frame, { title: words.title, main, current: '/agents', errorCount: problems.length })
}
