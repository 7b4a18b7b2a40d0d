// What an agent sees of an account: a name, which values are sure, and the two acts of the desk. Never a value.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import { one, type Values } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { checkboxCard } from '#platform/ui/choices.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { select, textInput } from '#platform/ui/fields.ts'
import { longDate } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { hidden, problemOf } from '#platform/http/form-page.ts'
import { isInForce } from '#people'
import type { DeskView } from '../find.ts'
import { showNumber } from '../number.ts'
import { DOCUMENTS, labelAtDesk, PROVABLE } from '../proofs.ts'
import { HERE } from './here.ts'
import { documentChoices } from './open.ts'

export interface AccountView extends DeskView {
  /** Key that makes asking a new code twice one code. */
  askedKey: string
  zone: string
  now: Date
  /** As typed in the form that is wrong. */
  typed: Values
  problems: readonly FieldProblem[]
  /** What the last act did. */
  said?: { tone: 'good' | 'warn'; title: string; text: string }
}

type Known = DeskView['values'][number]

const SOURCES = {
  declared: 'par la personne',
  franceconnect: 'par FranceConnect',
  desk: 'à un guichet',
} as const

function howSure(value: Known, now: Date): Html {
  if (!isInForce(value, now)) return tag('warn', 'Périmé')
  return value.level === 'declared' ? tag('idle', 'Déclaré') : tag('good', 'Prouvé')
}

function valuesPanel({ values, zone, now }: AccountView): Html {
  const rows = values.map((value): HtmlValue[] => [
    labelAtDesk(value.valueId),
    howSure(value, now),
    `${SOURCES[value.source]}, le ${longDate(value.recordedAt, zone)}`,
  ])
  const columns = [{ label: 'Information' }, { label: 'État' }, { label: 'Donnée' }]
  return panel(
    'Ce que le compte sait',
    html`<p class="meta">Vous voyez ce qui est prouvé, pas ce qui est écrit.</p>
    ${rows.length === 0 ? html`<p>Rien encore.</p>` : table({ caption: 'Informations du compte', captionHidden: true, columns, rows })}`,
  )
}

const options = (list: readonly { id: string; label: string }[]) =>
  list.map(({ id: value, label }) => ({ value, label }))

function provePanel(frame: AgentFrame, { account, values, problems, typed }: AccountView): Html {
  const known = (id: string) => values.some(({ valueId }) => valueId === id)
  const error = (name: string) => problemOf(problems, name)
  const body = html`${hidden('numero', account.number)}<div class="fields">
    ${select({ name: 'valeur', label: 'Ce que la pièce prouve', options: options(PROVABLE), value: one(typed, 'valeur') || (PROVABLE.find(({ id }) => !known(id))?.id ?? ''), medium: true, error: error('valeur') })}
    ${textInput({ name: 'texte', label: 'Ce qui est écrit sur la pièce', hint: 'Une date s’écrit 14/11/1956. Une commune s’écrit en toutes lettres.', value: one(typed, 'texte'), autocomplete: 'off', medium: true, error: error('texte') })}
    ${select({ name: 'document', label: 'La pièce que vous avez vue', options: options(DOCUMENTS), value: one(typed, 'document'), blank: 'Choisissez', medium: true, error: error('document') })}</div>
    <div class="row">${button('Noter la preuve', { kind: 'quiet' })}</div>`
  return panel('Une pièce est montrée', form({ action: `${HERE}/preuve`, csrf: frame.csrf, body }))
}

function codePanel(frame: AgentFrame, { account, askedKey, problems, typed }: AccountView): Html {
  if (account.codeSince === null && account.hasOther)
    return panel(
      'Code sur papier',
      html`<p>Cette personne se connecte avec son adresse e-mail ou sa clé d’accès. Un guichet ne lui fait pas de code sur papier.</p>`,
    )
  const body = html`${hidden('numero', account.number)}${hidden('cle', askedKey)}
    <p>L’ancien code cesse tout de suite de fonctionner, et la personne est déconnectée partout.</p>
    <div class="fields">${documentChoices(problemOf(problems, 'piece'), one(typed, 'piece'))}
    ${checkboxCard({ name: 'presente', label: 'La personne est devant moi.', error: problemOf(problems, 'presente') })}</div>
    <div class="row">${button('Faire un nouveau code', { kind: 'danger' })}</div>`
  return panel('Papier perdu', form({ action: `${HERE}/code`, csrf: frame.csrf, body }))
}

/** The account of an exact number. */
export function accountPage(frame: AgentFrame, view: AccountView): Html {
  const { account, zone, problems, said } = view
  const since = account.codeSince
  const main = html`<div class="stack desk-form">${errorSummary(
    problems.map(({ field, message }) => ({ id: field, message })),
    'Tout ce que vous avez tapé est gardé.',
  )}
    ${said && notice(said.tone, said.title, html`<p>${said.text}</p>`)}
    <h1>${account.name} <span class="soft">Compte ${showNumber(account.number)}</span></h1>
    ${panel(
      'Le compte',
      facts([
        ['Code sur papier', since === null ? 'Aucun' : `Fait le ${longDate(since, zone)}`],
        ['Autre moyen de connexion', account.hasOther ? 'Oui' : 'Aucun\u00a0: le papier est sa seule clé'],
        ['Pour saisir une demande', 'Recopiez le numéro de compte dans le formulaire de la demande.'],
      ]),
    )}
    ${valuesPanel(view)}${provePanel(frame, view)}${codePanel(frame, view)}
    <p><a href="${HERE}">Fermer ce compte</a></p></div>`
  return agentPage(frame, { title: 'Compte trouvé', main, current: HERE, errorCount: problems.length })
}
