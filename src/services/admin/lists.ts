// Lists of the administration of definitions: what is published, how it is treated, who answers. Read only.
import { live, type VersionRow } from '#definitions'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { type ChoiceFilter, listOf } from '#platform/screens/list.ts'
import type { Asked } from '#platform/screens/asked.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { FORM } from '#forms'
import { type Authority, localDay, type Territory, territory } from '#territory'
import { proveWorkflow, WORKFLOW } from '#workflows'
import { catalogue } from '../catalogue/catalogue.ts'
import { type RuleView, ruleView } from '../catalogue/rule-view.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { definitionsFor, ownTown } from './concerning.ts'

const STATUS = {
  live: ['good', 'En ligne'],
  draft: ['info', 'Brouillon'],
  archived: ['idle', 'Archivée'],
} as const

/** What an address says for the whole territory: a town's administrator sees theirs first. */
const ALL = 'tout'
const WHOLE = 'Tout le territoire'

/** The town whose definitions are asked, or null for all: one's own, where nothing is asked. */
function townAsked({ filters: { pour = '' } }: Asked, actor: Actor, place: Territory): Authority | null {
  if (pour === '') return ownTown(actor, place)
  return place.authorities.find(({ slug }) => slug === pour) ?? null
}

const option = ({ slug, name }: Authority) => ({ value: slug, label: name })

/** Who answers: any town for whoever administers the territory; one's own towns, or all, for the others. */
const WHO = {
  name: 'pour',
  label: 'Traité par',
  async offered(tx: Read) {
    const place = await territory(tx)
    const own = ownTown(tx.actor, place)
    const towns = place.authorities.filter(({ id }) => id !== place.metropolis.id)
    if (own === null) return { all: WHOLE, options: towns.map(option) }
    const theirs = new Set(tx.actor.memberships.map(({ authorityId }) => authorityId))
    const others = towns.filter(({ id }) => theirs.has(id) && id !== own.id)
    return { all: own.name, options: [...others.map(option), { value: ALL, label: WHOLE }] }
  },
} satisfies ChoiceFilter<never>

interface ServiceLine extends VersionRow<ServiceDefinition> {
  form: string
  workflow: string
  zone: string
}

function statusOf({ status }: ServiceLine): Html {
  const [tone, label] = STATUS[status]
  return tag(tone, label)
}

/** Everything that a service says, and the words people find it by. */
export const textsOf = ({
  title,
  lead,
  forWhom,
  cost,
  law = '',
  prepare,
  keywords,
  steps,
}: ServiceDefinition): string[] => [
  ...[title, lead, forWhom, cost, law],
  ...prepare,
  ...keywords,
  ...steps.flatMap((step) => [step.title, step.text]),
]

/** GET /administration/demarches */
export const publishedServices = listOf<ServiceLine>({
  at: '/administration/demarches',
  action: 'text.read',
  title: 'Démarches publiées',
  one: 'version publiée',
  several: 'versions publiées',
  intro: html`<p class="reading">Ce qui est publié, tel que le programme l’applique. Une version publiée ne change plus&nbsp;: ce qui a été demandé sous une version y reste.</p>`,
  columns: [
    {
      label: 'Démarche',
      text: ({ body }) => body.title,
      cell: ({ id, body, status }) =>
        status === 'live' ? html`<a href="/administration/demarches/${id}">${body.title}</a>` : body.title,
      sort: { name: 'titre', by: ({ body }) => body.title },
    },
    { label: 'Version', text: ({ version }) => String(version), right: true },
    { label: 'État', text: ({ status }) => STATUS[status][1], cell: statusOf },
    {
      label: 'Depuis',
      text: ({ publishedAt, zone }) => mediumDate(publishedAt, zone),
      cell: ({ publishedAt, zone }) => html`<span class="nowrap">${mediumDate(publishedAt, zone)}</span>`,
      sort: { name: 'depuis', by: ({ publishedAt }) => publishedAt.toISOString() },
    },
    {
      label: 'Formulaire',
      text: ({ form }) => form,
      sort: { name: 'formulaire', by: ({ form }) => form },
    },
    {
      label: 'Parcours',
      text: ({ workflow }) => workflow,
      sort: { name: 'parcours', by: ({ workflow }) => workflow },
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Titre, texte, prix',
      in: ({ body, form, workflow }) => [form, workflow, ...textsOf(body)],
    },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: ({ status }) => ({ value: status, label: STATUS[status][1] }),
    },
    WHO,
  ],
  id: ({ id, version }) => `${id} ${version}`,
  size: 200,
  async rows(tx, asked) {
    const place = await territory(tx)
    const { services } = await definitionsFor(tx, townAsked(asked, tx.actor, place))
    const forms = new Map((await live(tx, FORM)).map(({ id, body }) => [id, body.title]))
    const workflows = new Map((await live(tx, WORKFLOW)).map(({ id, body }) => [id, body.title]))
    // Titles: an id is for whoever edits the files.
    return services.map((row) => {
      const { form, workflow } = row.body
      return {
        ...row,
        form: form === undefined ? 'Lien seulement' : (forms.get(form) ?? 'Formulaire retiré'),
        workflow: workflow === undefined ? '' : (workflows.get(workflow) ?? 'Parcours retiré'),
        zone: place.zone,
      }
    })
  },
  empty: { title: 'Aucune démarche publiée' },
  export: 'demarches',
})

interface WorkflowLine {
  id: string
  title: string
  version: number
  states: number
  transitions: number
  problems: readonly string[]
}

const PROVED = 'Aucune demande ne peut rester sans réponse'

/** GET /administration/circuits */
export const workflowsInForce = listOf<WorkflowLine>({
  at: '/administration/circuits',
  action: 'definition.read',
  title: 'Parcours des demandes',
  one: 'parcours en service',
  several: 'parcours en service',
  intro: html`<p class="reading">Par quels états passe une demande, de l’envoi à la réponse, et ce qui est prouvé de chaque parcours avant qu’il serve.</p>`,
  columns: [
    { label: 'Parcours', text: ({ title }) => title },
    { label: 'Version', text: ({ version }) => String(version), right: true },
    { label: 'États', text: ({ states }) => String(states), right: true },
    { label: 'Actions', text: ({ transitions }) => String(transitions), right: true },
    {
      label: 'Preuve',
      text: ({ problems }) => (problems.length === 0 ? PROVED : problems.join(' ')),
      cell: ({ problems }) =>
        problems.length === 0 ? tag('good', PROVED) : html`${problems.map((one) => html`<p>${one}</p>`)}`,
    },
  ],
  id: ({ id }) => id,
  rows: async (tx) =>
    (await live(tx, WORKFLOW)).map(({ id, version, body }) => ({
      id,
      version,
      title: body.title,
      states: body.states.length,
      transitions: body.transitions.length,
      problems: proveWorkflow(body, tx.effects).map(({ sentence }) => sentence),
    })),
  empty: { title: 'Aucun parcours en service' },
})

interface RuleLine extends RuleView {
  /** Its place among all: the order in which rules are read. */
  place: number
}

const forceOf = ({ inForce }: RuleLine): string => (inForce ? 'En vigueur' : 'Hors dates')

/** GET /administration/competences/regles */
export const competenceRules = listOf<RuleLine>({
  at: '/administration/competences/regles',
  action: 'definition.read',
  title: 'Qui répond, où',
  one: 'règle',
  several: 'règles',
  intro: html`<p class="reading">Pour chaque sujet et chaque lieu, l’autorité et le service qui répondent, et le texte qui le dit.</p>`,
  columns: [
    {
      label: 'Sujet',
      text: ({ subject }) => subject,
      sort: { name: 'sujet', by: ({ subject }) => subject },
    },
    { label: 'Ce qu’elle dit', text: ({ sentence }) => sentence },
    { label: 'Texte de référence', text: ({ basis }) => basis },
    {
      label: 'Aujourd’hui',
      text: forceOf,
      cell: (rule) => tag(rule.inForce ? 'good' : 'idle', forceOf(rule)),
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Sujet, lieu, texte de loi',
      in: ({ subject, sentence, basis }) => [subject, sentence, basis],
    },
    { name: 'sujet', label: 'Sujet', all: 'Tous', of: ({ subject }) => ({ value: subject, label: subject }) },
    WHO,
  ],
  id: ({ place }) => place,
  size: 200,
  async rows(tx, asked) {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    const { rules } = await definitionsFor(tx, townAsked(asked, tx.actor, place))
    const today = localDay(tx.now, place.zone)
    return rules.map((rule, at) => ({ ...ruleView(rule, known, place, today), place: at }))
  },
  empty: { title: 'Aucune règle' },
  export: 'qui-repond',
})
