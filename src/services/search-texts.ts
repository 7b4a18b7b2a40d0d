// What a service is found by: its own words, those of its category, and their synonyms. Pure.
import { lineage } from './competence.ts'
import type { ServiceDefinition } from './definition.ts'
import { type Synonyms, withSynonyms } from './words.ts'

interface Words {
  categories: readonly { code: string; label: string; parent?: string | null; synonyms?: string[] }[]
  synonyms: Synonyms
}

/** `title` weighs more than `text`. Both hold the synonyms of what they say. */
export function searchTexts(
  service: ServiceDefinition,
  { categories, synonyms }: Words,
): { title: string; text: string } {
  const byCode = new Map(
    categories.map(({ parent, synonyms: said = [], ...item }) => {
      return [
        item.code,
        { ...item, synonyms: said, ...(parent === null || parent === undefined ? {} : { parent }) },
      ]
    }),
  )
  const category = byCode.get(service.category)
  const line = lineage({ category: (code) => byCode.get(code) }, service.category)
  const above = line.map((code) => byCode.get(code)?.label ?? '')
  const own = [...service.keywords, ...(category?.synonyms ?? [])].join(' · ')
  return {
    title: [service.title, service.shortTitle, category?.label ?? ''].join(' · '),
    text: [withSynonyms(`${service.title} · ${own}`, synonyms), service.lead, ...above].join(' · '),
  }
}
