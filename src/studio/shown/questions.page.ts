// The ordered list of a form’s pages and questions: the editor. What is wrong stands beside what it is about.
import { asksItems, type Field, labelsOf, type FormDefinition, type FormPage } from '#forms'
import { attrs, type Html, html } from '#platform/html.ts'
import { button, csrfField, linkButton, moreLink } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Condition, conditionSentence } from '#rules'
import { formulaIn, formulaWords } from '../questions/formula-lines.ts'
import { anchorOf, formAddress, HERE, pageAddress, questionAddress } from '../written/address.ts'
import { placedIn, placedInBlock, type Placed } from '../written/elements.ts'
import type { Faults } from '../written/faults.ts'
import { kindWords } from '../written/kinds.ts'
import { head, type HeadShown, partAddress } from './head.ts'

export interface QuestionsShown extends HeadShown {
  faults: Faults
  /** Titles of the services that ask it. */
  services: readonly string[]
  /** Title of the entry of the register that it names. */
  entry: string | null
}

/** What is wrong with an element, beside it. */
const findings = (sentences: readonly string[] | undefined): Html | false =>
  sentences !== undefined &&
  html`<div class="studio-fault">${icon('circle-alert')}<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul></div>`

interface Moved {
  at: string
  csrf: string
  field: 'question' | 'page'
  id: string
  /** « la question 5 » */
  what: string
  isFirst: boolean
  isLast: boolean
}

function moves({ at, csrf, field, id, what, isFirst, isLast }: Moved): Html {
  const one = (way: 'monter' | 'descendre', label: string, isOff: boolean) =>
    isOff
      ? null
      : html`<form method="post" action="${at}/${way}">${csrfField(csrf)}<input type="hidden" name="${field}" value="${id}">${button('', { kind: 'quiet', icon: way === 'monter' ? 'arrow-up' : 'arrow-down', more: `${label} ${what}` })}</form>`
  return html`${one('monter', 'Monter', isFirst)}${one('descendre', 'Descendre', isLast)}`
}

function formulaLine(form: FormDefinition, field: Field): Html | false {
  const formula = formulaIn(field)
  return formula !== undefined && html`<span class="meta">Calcul&nbsp;: ${formulaWords(form, formula)}</span>`
}

function conditionLine(form: FormDefinition, condition: Condition | undefined, words: string): Html | false {
  return (
    condition !== undefined &&
    html`<span class="meta">${words} ${conditionSentence(condition, labelsOf(form))}</span>`
  )
}

/** « question 2 de Vos enfants », in a block. */
const questionName = ({ number, block }: Placed): string =>
  `question ${number}${block === undefined ? '' : ` de ${block.label}`}`

function question(frame: AgentFrame, shown: QuestionsShown, placed: Placed, count: number): Html {
  const { field, number } = placed
  const { id, form, isOwn } = shown.read
  const said = html`<span class="meta">${kindWords(field)}</span>${formulaLine(form, field)}${conditionLine(form, field.showIf, 'Posée')}`
  if (!isOwn)
    return html`<li class="studio-question"><span class="number">${number}</span><div><h3>${field.label}</h3>${said}</div></li>`
  const what = `la ${questionName(placed)}`
  const own = placedInBlock(placed)
  const given = { at: formAddress(id), csrf: frame.csrf, field: 'question', id: field.id, what } as const
  const way = questionAddress(id, field.id, 'deplacer')
  const to = linkButton('Déplacer…', way, { kind: 'quiet', more: what })
  return html`<li class="studio-question"><span class="number">${number}</span><div><h3><a ${attrs({ id: anchorOf(field.id), href: questionAddress(id, field.id, 'changer') })}>${field.label}</a></h3>${said}</div>
    <div class="moves">${moves({ ...given, isFirst: number === 1, isLast: number === count })}${to}</div>${findings(shown.faults.of.get(field.id))}${own.length > 0 && html`<ol class="studio-list studio-block" aria-label="Posées à chaque élément">${own.map((one) => question(frame, shown, one, own.length))}</ol>`}${asksItems(field) && html`<p class="studio-more">${moreLink('Ajouter une question au bloc', questionAddress(id, field.id, 'questions/nouvelle'), field.label)}</p>`}</li>`
}

/** What it refuses once answered, and where the form stops after it. */
function stops({ read: { id, form, isOwn } }: QuestionsShown, one: FormPage, what: string): Html {
  const labels = labelsOf(form)
  const way = (at: string, words: string) =>
    isOwn ? html`<a href="${pageAddress(id, one.id, `${at}/changer`)}">${words}</a>` : words
  const lines = [
    ...(one.checks ?? []).map(
      ({ id: stop, message, when }) =>
        html`<li>Refusée ${conditionSentence(when, labels)}&nbsp;: ${way(`verifications/${stop}`, message)}</li>`,
    ),
    ...(one.ends ?? []).map(
      ({ id: stop, title, when }) =>
        html`<li>Le formulaire s’arrête ici ${conditionSentence(when, labels)}&nbsp;: ${way(`arrets/${stop}`, title)}</li>`,
    ),
  ]
  const ways =
    isOwn &&
    html`<p class="row">${moreLink('Ajouter une question', pageAddress(id, one.id, 'questions/nouvelle'), `à ${what}`)}${moreLink('Ajouter une vérification', pageAddress(id, one.id, 'verifications/nouveau'), `à ${what}`)}${moreLink('Ajouter un arrêt', pageAddress(id, one.id, 'arrets/nouveau'), `à ${what}`)}</p>`
  return html`<div class="inside stack tight">${lines.length > 0 && html`<ul>${lines}</ul>`}${ways}</div>`
}

function pagePanel(frame: AgentFrame, shown: QuestionsShown, one: FormPage, all: readonly Placed[]): Html {
  const { id, form, isOwn } = shown.read
  const number = form.pages.indexOf(one) + 1
  const anchor = anchorOf(one.id)
  const own = all.filter(({ page }) => page === one)
  const what = `la page ${number}`
  const ends = { isFirst: number === 1, isLast: number === form.pages.length }
  const ways =
    isOwn &&
    html`<div class="moves">${moves({ at: `${formAddress(id)}/pages`, csrf: frame.csrf, field: 'page', id: one.id, what, ...ends })}${linkButton('Changer', pageAddress(id, one.id, 'changer'), { kind: 'quiet', more: what })}</div>`
  return html`<section class="panel" aria-labelledby="${anchor}"><header><h2 id="${anchor}" tabindex="-1">Page ${number}. ${one.title}</h2>${ways}</header>
    ${one.showIf !== undefined && html`<p class="inside">${conditionLine(form, one.showIf, 'Montrée')}</p>`}${findings(shown.faults.of.get(one.id))}
    ${own.length === 0 && html`<p class="inside soft">Aucune question sur cette page&nbsp;: personne ne la voit.</p>`}${own.length > 0 && html`<ol class="studio-list">${own.map((placed) => question(frame, shown, placed, all.length))}</ol>`}
    ${stops(shown, one, what)}</section>`
}

/** What keeps it from being published, with the way to each. */
function verdict({ faults, read: { id, form } }: QuestionsShown): Html {
  if (faults.count === 0)
    return notice(
      'good',
      'Rien ne bloque la publication',
      html`<p>Chaque question peut être posée, et chaque chemin a une fin.</p>`,
    )
  const all = placedIn(form).flatMap((one) => [one, ...placedInBlock(one)])
  const ways = [...faults.of.keys()].map((at) => {
    const placed = all.find(({ field }) => field.id === at)
    const named = form.conditions?.find((one) => `condition:${one.id}` === at)
    if (named !== undefined)
      return html`<li><a href="${partAddress(id, 'conditions')}#${anchorOf(named.id)}">condition «&nbsp;${named.name}&nbsp;»</a></li>`
    const label =
      placed === undefined ? `page ${form.pages.findIndex((one) => one.id === at) + 1}` : questionName(placed)
    return html`<li><a href="#${anchorOf(at)}">${label}</a></li>`
  })
  return notice(
    'bad',
    plural(faults.count, 'point bloque la publication', 'points bloquent la publication'),
    html`${ways.length > 0 && html`<ul class="row">${ways}</ul>`}${faults.whole.length > 0 && html`<ul>${faults.whole.map((one) => html`<li>${one}</li>`)}</ul>`}<p><a href="${partAddress(id, 'publier')}">Relire et publier</a></p>`,
  )
}

function about({ read: { id, isOwn }, services, entry }: QuestionsShown): Html {
  const used =
    services.length > 0
      ? html`<p>Demandé par&nbsp;: ${services.join(', ')}.</p>`
      : html`<p>Aucune démarche ne le demande.</p>`
  const register = entry !== null && html`<p>Fiche du registre&nbsp;: ${entry}.</p>`
  return html`<section class="panel" aria-label="Qui s’en sert"><div class="inside stack tight">${used}${register}${isOwn && html`<p class="row">${moreLink('Changer le titre ou la fiche du registre', `${formAddress(id)}/titre`)}${moreLink('Changer l’ordre par numéros', `${formAddress(id)}/ordre`)}${moreLink('Faire un lien qui remplit', `${formAddress(id)}/lien`)}</p>`}</div></section>`
}

export function questionsPage(frame: AgentFrame, shown: QuestionsShown): Html {
  const { id, form, isOwn } = shown.read
  const all = placedIn(form)
  const main = html`<div class="stack">${head(frame, shown, 'questions')}${isOwn && verdict(shown)}${about(shown)}
    ${form.pages.map((one) => pagePanel(frame, shown, one, all))}
    ${isOwn && html`<p>${linkButton('Ajouter une page', `${formAddress(id)}/pages/nouvelle`, { kind: 'quiet', icon: 'plus' })}</p>`}</div>`
  return agentPage(frame, { title: `${form.title}\u00a0: questions`, main, current: HERE })
}
