// What the definitions say of each other: names that must exist, functions that somebody must fill. Pure.
import { of } from '#platform/french/noun.ts'
import { areaNoun, authorityNoun, type Territory } from '#territory'
import type {
  Category,
  CompetenceRule,
  ReplyTemplate,
  ServiceDefinition,
  Signpost,
  Theme,
} from '../words/definition.ts'
import { type LifeEvent, servicesOf } from '../catalogue/queries.ts'

/** Files read by everyone: published together or not at all. */
export interface SharedDefinitions {
  categories: Category[]
  signposts: Signpost[]
  synonyms: string[][]
  /** What nobody here does. */
  elsewhere: string[][]
  themes: Theme[]
  lifeEvents: LifeEvent[]
  rules: CompetenceRule[]
  templates: ReplyTemplate[]
}

/** Every reason not to publish the shared files. */
export function checkShared(
  shared: SharedDefinitions,
  slugs: ReadonlySet<string>,
  territory: Territory,
): string[] {
  const codes = new Set(shared.categories.map((item) => item.code))
  return [
    ...twice(
      'thesaurus.json',
      shared.categories.map((item) => item.code),
    ),
    ...twice(
      'themes.json',
      shared.themes.map((item) => item.slug),
    ),
    ...twice(
      'life-events.json',
      shared.lifeEvents.map((item) => item.slug),
    ),
    ...twice(
      'competence.json',
      shared.rules.map((item) => item.id),
    ),
    ...twice(
      'templates.json',
      shared.templates.map((item) => item.id),
    ),
    ...orphans(shared.categories, codes),
    ...shared.lifeEvents.flatMap((event) =>
      unknown(`life-events.json, ${event.slug}`, 'la démarche', servicesOf(event), slugs),
    ),
    ...shared.templates.flatMap((item) =>
      unknown(`templates.json, ${item.id}`, 'la démarche', item.services ?? [], slugs),
    ),
    ...shared.rules.flatMap((rule) => checkRule(rule, codes, territory)),
  ]
}

function twice(file: string, names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
    (name) => `${file} : ${name} est écrit deux fois.`,
  )
}

function unknown(
  where: string,
  what: string,
  names: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  return names.filter((name) => !known.has(name)).map((name) => `${where} : ${what} ${name} n’existe pas.`)
}

// A category comes after its parent, so that the line of its ancestors has an end.
function orphans(categories: readonly Category[], codes: ReadonlySet<string>): string[] {
  const seen = new Set<string>()
  return categories.flatMap(({ code, parent }) => {
    const problem =
      parent === undefined || seen.has(parent)
        ? []
        : [
            `thesaurus.json, ${code} : son parent ${parent} ${codes.has(parent) ? 'doit venir avant' : 'n’existe pas'}.`,
          ]
    seen.add(code)
    return problem
  })
}

function checkRule(rule: CompetenceRule, codes: ReadonlySet<string>, territory: Territory): string[] {
  const where = `competence.json, ${rule.id}`
  const missing = unknown(where, 'la catégorie', [rule.category], codes)
  if (rule.commune !== undefined && territory.area(rule.commune)?.kind !== 'commune') {
    return [...missing, `${where} : ${rule.commune} n’est pas une commune du territoire.`]
  }
  return [
    ...missing,
    ...unfilled(rule, territory).map(
      (name) =>
        `${where} : la fonction ${rule.function} n’est remplie par aucun service ${name} (une fonction confiée à personne).`,
    ),
  ]
}

/** Authorities where nobody fills the function of the rule: three names at most, then how many more. */
function unfilled(rule: CompetenceRule, territory: Territory): string[] {
  const communes = territory.communes.filter(
    (area) => rule.commune === undefined || area.code === rule.commune,
  )
  const empty = communes.filter((area) => {
    const authorityId = rule.answers === 'metropolis' ? territory.metropolis.id : area.authorityId
    return territory.unitFor(authorityId, rule.function, area.code) === undefined
  })
  if (empty.length === 0) return []
  const first = empty.slice(0, 3)
  const more = empty.length - first.length
  if (rule.answers === 'metropolis') {
    const others = more > 0 ? ` et ${more} autres communes` : ''
    const names = first.map((area) => area.name).join(', ')
    return [`${of(authorityNoun(territory.metropolis))} pour ${names}${others}`]
  }
  const others = more > 0 ? ` et de ${more} autres communes` : ''
  return [`${first.map((area) => of(areaNoun(area))).join(', ')}${others}`]
}

/** What a service may name. */
export interface Known {
  themes: ReadonlySet<string>
  categories: ReadonlySet<string>
  slugs: ReadonlySet<string>
  /** Live forms and workflows, by id. */
  forms: ReadonlySet<string>
  workflows: ReadonlySet<string>
}

/** Every reason not to publish a service. */
export function checkService(service: ServiceDefinition, known: Known, territory: Territory): string[] {
  const communes = [service, ...(service.links ?? [])].flatMap(({ commune }) => commune ?? [])
  const unknown = (what: string, names: readonly string[], all: ReadonlySet<string>): string[] =>
    names.filter((name) => !all.has(name)).map((name) => `${what} ${name} n’existe pas.`)
  return [
    ...unknown('le thème', [service.theme], known.themes),
    ...unknown('la catégorie', [service.category], known.categories),
    ...unknown('la démarche voisine', service.related ?? [], known.slugs),
    ...unknown('le formulaire publié', service.form === undefined ? [] : [service.form], known.forms),
    ...unknown(
      'le parcours publié',
      service.workflow === undefined ? [] : [service.workflow],
      known.workflows,
    ),
    ...unknown('la commune', communes, new Set(territory.communes.map((area) => area.code))),
  ]
}
