// What the search box finds: services, life events, themes and pages of help, each with what it says of itself.
import { lineage } from '../routing/matching.ts'
import type { Findable } from '#platform/house/search.ts'
import type { Category, ServiceDefinition, Theme } from '../words/definition.ts'
import type { Entry, Said } from './text-index.ts'

/** Something found. A service is named by its slug alone: the catalogue holds the rest. */
export type Target =
  | { kind: 'service'; slug: string }
  | { kind: 'event'; slug: string }
  | { kind: 'theme'; slug: string }
  | { kind: 'page'; page: Findable }
  /** What nobody here does: never shown, and nothing is answered when it comes first. */
  | { kind: 'elsewhere' }

export interface Sources {
  services: readonly { slug: string; definition: ServiceDefinition }[]
  lifeEvents: readonly Theme[]
  themes: readonly Theme[]
  /** What other modules tell. */
  pages: readonly Findable[]
  categories: readonly Category[]
  /** What nobody here does, a subject each: its words are known for what they are. */
  elsewhere: readonly (readonly string[])[]
}

const title = (text: string): Said => ({ text, weight: 0.96, whole: true })
const keyword = (text: string): Said => ({ text, weight: 0.94, whole: true })
const mention = (text: string, weight: number): Said => ({ text, weight })

export function entriesOf({
  services,
  lifeEvents,
  themes,
  pages,
  categories,
  elsewhere,
}: Sources): Entry<Target>[] {
  const byCode = new Map(categories.map((item) => [item.code, item]))
  const thesaurus = { category: (code: string) => byCode.get(code) }
  const sharing = Map.groupBy(services, ({ definition }) => definition.category)
  return [
    ...services.map(({ slug, definition }) => ({
      item: { kind: 'service' as const, slug },
      said: saidBy(definition, thesaurus, sharing.get(definition.category)?.length ?? 1),
    })),
    ...lifeEvents.map(({ slug, title: name, text }) => ({
      item: { kind: 'event' as const, slug },
      said: [title(name), mention(text, 0.3)],
    })),
    ...pages.map((page) => ({
      item: { kind: 'page' as const, page },
      said: [title(page.title), ...(page.keywords ?? []).map(keyword), mention(page.text, 0.3)],
    })),
    ...elsewhere.map((phrases) => ({
      item: { kind: 'elsewhere' as const },
      said: phrases.map(keyword),
    })),
    ...themes.map(({ slug, title: name, text }) => ({
      item: { kind: 'theme' as const, slug },
      said: [title(name), mention(text, 0.3)],
    })),
  ]
}

/** What comes and goes: its words say a little less than those of what stands for good, and more than a mention. */
export const passing = ({ title: name, text, keywords = [] }: Findable): Said[] => [
  ...[name, ...keywords].map((said) => ({ text: said, weight: 0.9, whole: true as const })),
  mention(text, 0.4),
]

interface Thesaurus {
  category(code: string): Category | undefined
}

// The words of a category speak for a service as loudly as its own when no other service shares it.
function saidBy(service: ServiceDefinition, thesaurus: Thesaurus, sharing: number): Said[] {
  const category = thesaurus.category(service.category)
  const own = sharing === 1 ? keyword : (text: string) => mention(text, 0.5)
  const [, ...above] = lineage(thesaurus, service.category)
  return [
    title(service.title),
    title(service.shortTitle),
    ...service.keywords.map(keyword),
    ...[category?.label ?? '', ...(category?.synonyms ?? [])].map(own),
    mention(service.lead, 0.42),
    mention(above.map((code) => thesaurus.category(code)?.label ?? '').join(' '), 0.2),
  ]
}
