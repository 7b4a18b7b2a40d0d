// What services ask of definitions before they are published, or withdrawn: names that exist, words that leave no hole, data that is
// declared.
import { live } from '#definitions'
import { collectedBy, fieldsOf, FORM } from '#forms'
import { type Gate, gateOn, type Ground, type Problem } from '#platform/house/definition.ts'
import { quoted, someOf } from '#platform/ui/french.ts'
import {
  CATEGORIES,
  type CategoryId,
  collectionProblems,
  PROCESSING,
  type ProcessingEntry,
  type Register,
} from '#register'
import { localDay, type Territory, territory } from '#territory'
import { WORKFLOW, type WorkflowDefinition } from '#workflows'
import { slugsOfProcessing } from '../catalogue/catalogue.ts'
import { categoryRows, competenceRows, templateRows, themeRows } from '../catalogue/queries.ts'
import { proveCompetence } from '../routing/proof.ts'
import type { Category, ServiceDefinition } from '../words/definition.ts'
import { SERVICE } from '../words/kind.ts'
import { staleSteps } from '../words/promises.ts'
import { checkService } from './check-definitions.ts'
import { checkTemplates } from './check-templates.ts'
import { notItsForm, ownedProblems } from './owned.ts'

const told = (sentences: readonly string[]): Problem[] => sentences.map((sentence) => ({ sentence }))

/** Nothing that a service needs is withdrawn. */
function needs(isNeeded: (service: ServiceDefinition, id: string) => boolean) {
  return async (id: string, ground: Ground): Promise<Problem[]> => {
    const all = [...(await ground.all(SERVICE)).values()].filter((service) => isNeeded(service, id))
    if (all.length === 0) return []
    return told([`Des démarches en dépendent\u00a0: ${someOf(all.map(({ title }) => quoted(title)))}.`])
  }
}

/** The register as it will stand. */
async function declared(ground: Ground): Promise<Pick<Register, 'entry'>> {
  const entries = await ground.all(PROCESSING)
  return { entry: (id) => entries.get(id) }
}

/** A form collects what the entries of the services that use it declare, and nothing when none uses it. */
const forms = gateOn(FORM, {
  keep: needs(({ form }, id) => form === id),
  async refuse(form, ground) {
    const services = [...(await ground.all(SERVICE)).values()]
    const entries = new Set(services.flatMap((one) => (one.form === form.id ? one.processing : [])))
    const known = await declared(ground)
    const own =
      form.processing === undefined
        ? []
        : collectionProblems(known, form.processing, collectedBy(form), false)
    const owned = ownedProblems(form, services, await ground.once('territory', territory))
    if (entries.size === 0 && form.processing === undefined)
      return [
        ...owned,
        ...told(['Aucune démarche n’utilise ce formulaire, rien ne dit donc à quoi servent ses réponses.']),
      ]
    return [
      ...owned,
      ...told([...own, ...[...entries].flatMap((id) => collectionProblems(known, id, collectedBy(form)))]),
    ]
  },
})

/** What an act sends exists, and leaves no place that nobody fills. */
const workflows = gateOn(WORKFLOW, {
  keep: needs(({ workflow }, id) => workflow === id),
  async refuse(workflow, ground) {
    const templates = await ground.once('templates', templateRows)
    const missing = templatesOf(workflow).filter((id) => !templates.some((template) => template.id === id))
    return [
      ...told(missing.map((id) => `le modèle de réponse ${id} n’existe pas.`)),
      ...checkTemplates(templates, [workflow]),
    ]
  },
})

function templatesOf({ transitions }: WorkflowDefinition): string[] {
  return [
    ...new Set(transitions.flatMap(({ effects }) => effects.flatMap((effect) => effect.template ?? []))),
  ]
}

/** What a service names exists, and what its form collects is declared. */
const services = gateOn(SERVICE, {
  async refuse(service, ground) {
    const place = await ground.once('territory', territory)
    const known = await namesIn(ground)
    const form = (await ground.all(FORM)).get(service.form ?? '')
    return [
      ...told([
        ...checkService(service, known, place),
        ...collectionProblems(await declared(ground), service.processing, collectedBy(form)),
      ]),
      ...(service.delays === undefined ? [] : staleSteps(service.steps, service.delays)).map((sentence) => ({
        at: 'steps',
        sentence,
      })),
      ...notItsForm(service, form, place),
      ...(await answeredThere(service, ground, place)),
    ]
  },
})

/** A service that goes under another subject is answered everywhere by the rules of that one. */
async function answeredThere(
  { slug, form, category }: ServiceDefinition,
  ground: Ground,
  place: Territory,
): Promise<Problem[]> {
  const now = await ground.once('services in force', (tx) => live(tx, SERVICE))
  const was = now.find(({ id }) => id === slug)?.body.category
  if (form === undefined || was === undefined || was === category) return []
  const categories = await ground.once('categories', categoryRows)
  const byCode = new Map(
    categories.map(({ parent, ...row }) => [row.code, { ...row, parent: parent ?? undefined }]),
  )
  const source = {
    rules: await ground.once('rules', competenceRows),
    category: (code: string) => byCode.get(code) as Category | undefined,
  }
  const claim = {
    categories: [category],
    asked: new Set([category]),
    from: localDay(ground.tx.now, place.zone),
  }
  return proveCompetence(source, place, claim).length === 0
    ? []
    : told([
        `les règles de compétence du sujet ${quoted(byCode.get(category)?.label ?? category)} ne disent pas partout qui répond.`,
      ])
}

async function namesIn(ground: Ground) {
  const [themes, categories] = [
    await ground.once('themes', themeRows),
    await ground.once('categories', categoryRows),
  ]
  return {
    themes: new Set(themes.map(({ slug }) => slug)),
    categories: new Set(categories.map(({ code }) => code)),
    slugs: await ground.names(SERVICE),
    forms: new Set((await ground.all(FORM)).keys()),
    workflows: new Set((await ground.all(WORKFLOW)).keys()),
  }
}

/** Data that every request holds, whatever its form asks. */
const ALWAYS: readonly CategoryId[] = ['messages']

/** Where services that stand collect that category, in words. */
async function collectedIn(entry: string, category: CategoryId, ground: Ground): Promise<string[]> {
  const forms = await ground.all(FORM)
  const own = [...(await ground.all(SERVICE)).values()].filter(({ processing }) => processing === entry)
  const alone = [...forms.values()].filter(({ processing }) => processing === entry)
  const asking = [...own, ...alone.map(({ id, title }) => ({ title, form: id }))]
  return asking.flatMap(({ title, form: id }) => {
    const form = forms.get(id ?? '')
    if (form !== undefined && ALWAYS.includes(category)) return [quoted(title)]
    const asked = collectedBy(form).filter(({ categories }) => categories.includes(category))
    return asked.map(({ id: question }) => {
      const label = form && fieldsOf(form).find((field) => field.id === question)?.label
      return `${quoted(title)} (${quoted(label ?? question)})`
    })
  })
}

/** What an entry no longer lists is collected by nothing that stands. */
async function stillCollected(entry: ProcessingEntry, ground: Ground): Promise<Problem[]> {
  const now = await ground.once('register in force', (tx) => live(tx, PROCESSING))
  const listed = now.find(({ id }) => id === entry.id)?.body.categories ?? []
  const problems: Problem[] = []
  for (const category of listed.filter((one) => !entry.categories.includes(one))) {
    const where = await collectedIn(entry.id, category, ground)
    if (where.length > 0)
      problems.push({
        at: 'categories',
        sentence: `${quoted(CATEGORIES[category])} ne se retire pas\u00a0: ${someOf(where)} en recueille${where.length > 1 ? 'nt' : ''}.`,
      })
  }
  return problems
}

/** What is kept under an entry is of services that are offered, or were. */
async function stillKept(id: string, ground: Ground): Promise<Problem[]> {
  const offered = await ground.all(SERVICE)
  const former = (await slugsOfProcessing(ground.tx, id)).filter((slug) => !offered.has(slug))
  return former.length === 0
    ? []
    : told([`Les demandes de démarches retirées suivent ses durées\u00a0: ${former.join(', ')}.`])
}

const needEntry = needs(({ processing }, id) => processing === id)

/** Forms that no service asks name theirs. */
async function formsUnder(id: string, ground: Ground): Promise<Problem[]> {
  const all = [...(await ground.all(FORM)).values()].filter(({ processing }) => processing === id)
  if (all.length === 0) return []
  return told([`Des formulaires en dépendent\u00a0: ${someOf(all.map(({ title }) => quoted(title)))}.`])
}

const entries = gateOn(PROCESSING, {
  refuse: stillCollected,
  keep: async (id, ground) => [
    ...(await needEntry(id, ground)),
    ...(await formsUnder(id, ground)),
    ...(await stillKept(id, ground)),
  ],
})

export const gates: readonly Gate[] = [forms, workflows, services, entries]
