// Every question, every answer with « puis aller à », the default already chosen; then the ways that this makes, and the conditions of the
// form, as sentences.
import { type FormDefinition, labelsOf } from '#forms'
import { attrs, type Html, html } from '#platform/html.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { conditionSentence } from '#rules'
import { head, type HeadShown, partAddress } from '../shown/head.ts'
import { elementAddress, formAddress, HERE } from '../written/address.ts'
import { placedIn, type Placed } from '../written/elements.ts'
import type { Faults } from '../written/faults.ts'
import { kindWords } from '../written/kinds.ts'
import { conditionsIn } from '../written/uses.ts'
import { type Answer, answersOf, END, goalOf, goalsAfter, jumpsIn } from './jumps.ts'
import { waysPanel } from './ways.page.ts'

export interface PathsShown extends HeadShown {
  faults: Faults
  /** What was chosen and is not kept yet, by name of control. */
  chosen: ReadonlyMap<string, string>
  /** What is wrong with it, by name of control. */
  problems: ReadonlyMap<string, string>
}

/** Names of the controls of an answer: where it leads, and where it led when it was shown. */
export const goalName = (question: string, at: number): string => `vers-${question}-${at + 1}`
export const seenName = (question: string, at: number): string => `lu-${question}-${at + 1}`

const pageName = ({ pages }: FormDefinition, id: string): string => {
  const at = pages.findIndex((page) => page.id === id)
  return at < 0 ? 'Fin\u00a0: la demande peut être envoyée' : `Page ${at + 1}. ${pages[at]?.title ?? ''}`
}

function answerRow(shown: PathsShown, { field, number, page }: Placed, answer: Answer, at: number): Html {
  const { form } = shown.read
  const name = goalName(field.id, at)
  const next = form.pages[form.pages.indexOf(page) + 1]?.id ?? END
  const seen = goalOf(form, field.id, answer.value)
  const value = shown.chosen.get(name) ?? seen
  const problem = shown.problems.get(name)
  const options = [...goalsAfter(form, field.id).map(({ id }) => id), END].map(
    (goal) =>
      html`<option ${attrs({ value: goal, selected: goal === value })}>${goal === next && 'Page suivante\u00a0: '}${pageName(form, goal)}</option>`,
  )
  const given = attrs({
    ...{ id: name, name, class: value === next ? 'same' : 'turn' },
    'aria-label': `Question ${number}, réponse «\u00a0${answer.label}\u00a0»\u00a0: puis aller à`,
    'aria-invalid': problem === undefined ? undefined : 'true',
    'aria-describedby': problem === undefined ? undefined : `${name}-erreur`,
  })
  const error =
    problem !== undefined &&
    html`<p class="error" id="${name}-erreur">${icon('circle-alert')}<span>${problem}</span></p>`
  return html`<td>${answer.label}</td><td class="to">${error}<select ${given}>${options}</select><input type="hidden" name="${seenName(field.id, at)}" value="${seen}"></td>`
}

function questionRows(shown: PathsShown, placed: Placed): Html {
  const { form, id } = shown.read
  const { field, number, page } = placed
  const answers = answersOf(field)
  const next = form.pages[form.pages.indexOf(page) + 1]?.id ?? END
  const rows =
    answers.length === 0
      ? [
          html`<td>Toute réponse</td><td class="to"><span class="soft">${page.fields.at(-1) === field ? pageName(form, next) : 'Question suivante'}</span></td>`,
        ]
      : answers.map((answer, at) => answerRow(shown, placed, answer, at))
  const title = html`<th ${attrs({ scope: 'rowgroup', rowspan: String(rows.length) })}><a href="${elementAddress(id, field.id)}">${number}. ${field.label}</a><br><span class="meta">${kindWords(field)}</span></th>`
  return html`<tbody>${rows.map((row, at) => html`<tr>${at === 0 && title}${row}</tr>`)}</tbody>`
}

function pageRows(shown: PathsShown, at: number): Html {
  const { form } = shown.read
  const page = form.pages[at]
  const all = placedIn(form).filter((one) => one.page === page)
  const title = `Page ${at + 1}. ${page?.title ?? ''}`
  const own = page === undefined ? [] : (shown.faults.of.get(page.id) ?? [])
  const fault =
    own.length > 0 &&
    html`<div class="studio-fault">${icon('circle-alert')}<ul>${own.map((one) => html`<li>${one}</li>`)}</ul></div>`
  const table = html`<table class="dense"><caption class="hidden">${title}&nbsp;: chaque réponse et où elle mène</caption><thead><tr><th scope="col">Question</th><th scope="col">Réponse</th><th scope="col">«&nbsp;puis aller à&nbsp;»</th></tr></thead>${all.map((one) => questionRows(shown, one))}</table>`
  return html`<section class="panel studio-paths" aria-label="${title}"><header><h2>${title}</h2></header>${fault}${all.length > 0 && table}</section>`
}

function conditions({ read: { id, form } }: PathsShown): Html | false {
  const labels = labelsOf(form)
  const lines = conditionsIn(form).map(({ of, label, what, condition }) => {
    const name =
      of === null
        ? html`<a href="${partAddress(id, 'conditions')}">Condition «&nbsp;${label}&nbsp;»</a>`
        : html`<a href="${elementAddress(id, of)}">${label}</a>`
    return html`<li>${name}&nbsp;: ${what} ${conditionSentence(condition, labels)}.</li>`
  })
  return lines.length > 0 && panel('Conditions de ce formulaire', html`<ul>${lines}</ul>`)
}

export function pathsPage(frame: AgentFrame, shown: PathsShown): Html {
  const { id, form } = shown.read
  const errors = [...shown.problems].map(([name, message]) => ({ id: name, message }))
  const count = jumpsIn(form)
  const words =
    count === 0
      ? 'Chaque réponse suit l’ordre des pages.'
      : `${plural(count, 'réponse quitte', 'réponses quittent')} l’ordre des pages\u00a0; les autres le suivent.`
  if (placedIn(form).length === 0) {
    const none = emptyState(
      'Aucun chemin encore',
      'Posez d’abord des questions\u00a0: chaque réponse pourra mener plus loin.',
    )
    const main = html`<div class="stack">${head(frame, shown, 'chemins')}${none}<p><a href="${formAddress(id)}">Revenir aux questions</a></p></div>`
    return agentPage(frame, { title: `${form.title}\u00a0: chemins`, main, current: HERE })
  }
  const main = html`<div class="stack">${errorSummary(errors)}${head(frame, shown, 'chemins')}
    <p class="reading">Aller plus loin, c’est ne pas montrer les pages entre les deux à qui donne cette réponse&nbsp;: leurs conditions le disent, ici et sur chaque page. ${words}</p>
    <keep-typed><form class="stack" method="post" action="${formAddress(id)}/chemins">${csrfField(frame.csrf)}${form.pages.map((_, at) => pageRows(shown, at))}
    <div class="row">${button('Enregistrer les chemins')}</div></form></keep-typed>${waysPanel(form)}${conditions(shown)}</div>`
  return agentPage(frame, {
    ...{ title: `${form.title}\u00a0: chemins`, main, current: HERE, errorCount: errors.length },
  })
}
