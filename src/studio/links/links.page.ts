// A link that fills a form: what it proposes is chosen, then the link is copied, with the names that others may write it by.
import { type Field, type FormProblem, linkNames, pageFields, type RawAnswers } from '#forms'
import { type Html, html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { isDivided, type Territory } from '#territory'
import { head, type HeadShown } from '../shown/head.ts'
import { formAddress, HERE } from '../written/address.ts'

export interface LinksShown extends HeadShown {
  /** Those that a link may fill. */
  fields: readonly Field[]
  raw: RawAnswers
  problems: readonly FormProblem[]
  /** Something was chosen. */
  isChosen: boolean
  /** One for each service that asks the form. */
  links: readonly { title: string; href: string }[]
}

/** Asked here of whoever makes the link: each may be left. */
function asked(field: Field): Field {
  const rest = Object.entries(field).filter(([name]) => name !== 'showIf' && name !== 'requiredIf')
  return { ...(Object.fromEntries(rest) as unknown as Field), optional: true }
}

function made({ links }: LinksShown): Html {
  if (links.length === 0)
    return notice(
      'info',
      'Aucune démarche ne demande ce formulaire',
      html`<p>Un lien mène à une démarche.</p>`,
    )
  const lines = links.map(({ title, href }): [string, Html] => [title, copyableValue(href)])
  return panel('Le lien à copier', facts(lines, { stacked: true }))
}

const nameRows = (fields: readonly Field[]): [string, Html][] =>
  fields.map((field) => [
    field.label,
    html`${linkNames(field).map(({ name }, at) => html`${at > 0 && ', '}<code>${name}</code>`)}${
      field.choices !== undefined &&
      html`<br><span class="meta">${field.choices.map(({ value, label }) => `${value}\u00a0: ${label}`).join('\u00a0; ')}</span>`
    }`,
  ])

export function linksPage(frame: AgentFrame, place: Territory, shown: LinksShown): Html {
  const { fields, raw, problems, isChosen, read } = shown
  const { id, form } = read
  const areas = place.areas.filter((area) => !isDivided(area, place))
  const own = fields.map(asked)
  const view = {
    raw,
    answers: {},
    problems,
    areas,
    map: null,
    assets: frame.assets,
    elsewhere: true as const,
  }
  const controls = pageFields(
    { ...view, form: { ...form, pages: [{ id: 'lien', title: '', fields: own }] } },
    own,
  )
  const none = notice(
    'info',
    'Aucune question ne se remplit par un lien',
    html`<p>Dans les réglages d’une question, cochez «&nbsp;Remplie par un lien&nbsp;». Une question qui dit qui l’on est ou comment joindre quelqu’un ne l’est jamais.</p>`,
  )
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const body = html`${isChosen && errors.length === 0 && made(shown)}
    ${panel('Ce que le lien propose', html`<form class="stack" action="${formAddress(id)}/lien" novalidate><div class="fields">${controls}</div><div class="row actions">${button('Faire le lien', { name: 'faire', value: 'oui' })}</div></form>`)}
    ${panel('Les noms, pour écrire le lien soi-même', facts(nameRows(fields), { stacked: true }))}`
  const main = html`<div class="stack">${errorSummary(errors)}${head(frame, shown, 'questions')}<h2>Un lien qui remplit le formulaire</h2>
    <p class="reading">La personne voit chaque réponse proposée, marquée «&nbsp;Rempli par le lien&nbsp;», et peut la changer. Rien n’est gardé avant qu’elle envoie la page.</p>${fields.length === 0 ? none : body}</div>`
  return agentPage(frame, {
    title: `${form.title}\u00a0: lien qui remplit`,
    main,
    current: HERE,
    errorCount: errors.length,
  })
}
