// What services ask of definitions before they are published: names that exist, words that leave no hole, data that is declared.
import { collectedBy, FORM } from '#forms'
import { type Gate, gateOn, type Ground, type Problem } from '#platform/house/definition.ts'
import { collectionProblems, PROCESSING, type Register } from '#register'
import { territory } from '#territory'
import { WORKFLOW, type WorkflowDefinition } from '#workflows'
import { categoryRows, templateRows, themeRows } from '../catalogue/queries.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { SERVICE } from '../words/kind.ts'
import { checkService } from './check-definitions.ts'
import { checkTemplates } from './check-templates.ts'

const told = (sentences: readonly string[]): Problem[] => sentences.map((sentence) => ({ sentence }))

/** Nothing that a service needs is withdrawn. */
function needs(isNeeded: (service: ServiceDefinition, id: string) => boolean) {
  return async (id: string, ground: Ground): Promise<Problem[]> =>
    [...(await ground.all(SERVICE)).values()].some((service) => isNeeded(service, id))
      ? told(['Des démarches en dépendent.'])
      : []
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
    if (entries.size === 0)
      return told(['aucune démarche n’utilise ce formulaire, rien ne dit donc à quoi servent ses réponses.'])
    const known = await declared(ground)
    return told([...entries].flatMap((id) => collectionProblems(known, id, collectedBy(form))))
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
    return told([
      ...checkService(service, known, place),
      ...collectionProblems(await declared(ground), service.processing, collectedBy(form)),
    ])
  },
})

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

const entries = gateOn(PROCESSING, { keep: needs(({ processing }, id) => processing === id) })

export const gates: readonly Gate[] = [forms, workflows, services, entries]
