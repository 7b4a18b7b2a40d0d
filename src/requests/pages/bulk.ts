// The page that asks for the text of one answer, or one note, for several requests.
import type { FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { optionList, textarea } from '#platform/ui/fields.ts'
import { plural } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { ReplyTemplate } from '#services'
import { MOST_CHARACTERS } from '../message-limits.ts'

export interface BulkView {
  kind: 'repondre' | 'noter'
  refs: readonly string[]
  /** Query of the list to come back to. */
  back: string
  text: string
  template: string
  templates: readonly ReplyTemplate[]
  problems: readonly FieldProblem[]
}

const WORDS = {
  repondre: {
    title: 'Répondre à plusieurs demandes',
    label: 'Réponse',
    button: 'Envoyer à chacune',
    hint: 'Les mots entre accolades, comme {name} ou {reference}, sont remplacés pour chaque demande.',
  },
  noter: {
    title: 'Noter plusieurs demandes',
    label: 'Note interne',
    button: 'Ajouter à chacune',
    hint: 'Seuls les agents la lisent.',
  },
} as const

/** GET /agents/demandes/lot */
export function bulkPage(frame: AgentFrame, view: BulkView): Html {
  const { kind, refs, back, text, template, templates, problems } = view
  const words = WORDS[kind]
  const hidden = html`${refs.map((ref) => html`<input type="hidden" name="ref" value="${ref}">`)}<input type="hidden" name="faire" value="${kind}"><input type="hidden" name="retour" value="${back}">`
  const picker =
    templates.length > 0 &&
    html`<form class="row tiny-gap model" action="/agents/demandes/lot">${hidden}<label class="row tiny-gap soft">Modèle <select name="modele">${optionList(
      templates.map(({ id, title }) => ({ value: id, label: title })),
      template,
    )}</select></label>${button('Insérer', { kind: 'quiet' })}</form>`
  const error = problems.find((problem) => problem.field === 'message')?.message
  const body = html`${hidden}${textarea({ name: 'message', label: words.label, hint: words.hint, value: text, rows: 10, maxlength: MOST_CHARACTERS, error })}<div>${button(words.button)}</div>`
  const links = refs.map((ref) => html`<li><a href="/agents/demandes/${ref}">${ref}</a></li>`)
  const main = html`<div class="reading stack">${errorSummary(
    problems.map(({ message }) => ({ id: 'message', message })),
    'Le texte tapé est gardé.',
  )}
    <h1>${words.title} <span class="soft">${plural(refs.length, 'demande choisie', 'demandes choisies')}</span></h1>
    <section class="panel" aria-label="${words.title}"><div class="inside stack">${picker}${form({ action: '/agents/demandes/lot', csrf: frame.csrf, body })}</div></section>
    <details><summary>Voir les demandes choisies</summary><ul class="plain">${links}</ul></details></div>`
  return agentPage(frame, { title: words.title, main, current: '/agents', errorCount: problems.length })
}
