// What a search over everything found: the list, its words marked, what it may be limited to; then what is found live.
import { type Html, html } from '#platform/html.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { panel } from '#platform/ui/desk.ts'
import { filters } from '#platform/ui/filters.ts'
import { number, plural, shortDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { numberedPages } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Hit, Sought } from '#platform/house/search.ts'
import { localDay, type Territory } from '#territory'
import { type Asked, MARKS, MOST, unmarked } from './queries.ts'
import { PAGE, type Result, type Searched } from './search.ts'

export const HERE = '/rechercher'
const TITLE = 'Rechercher'

export interface View extends Searched {
  asked: Asked
  page: number
  kinds: readonly Sought[]
  place: Territory
}

/** The words that were asked, between marks in what PostgreSQL gives. */
function marked(text: string): Html {
  const [first = '', ...rest] = text.split(MARKS[0])
  const pieces = rest.map((piece) => {
    const [word = '', after = ''] = piece.split(MARKS[1])
    return html`<mark>${word}</mark>${after}`
  })
  return html`${first}${pieces}`
}

const addressOf = ({ words, kind, authorityId }: Asked, page: number): string =>
  `${HERE}?${new URLSearchParams({ q: words, quoi: kind ?? '', qui: String(authorityId ?? ''), page: String(page) })}`

function bar({ asked, counts, kinds, place }: View): Html {
  const told = (label: string, count = 0) => `${label} (${number(count)})`
  const whats = kinds
    .filter(({ id }) => counts.kinds.has(id) || id === asked.kind)
    .map(({ id, label }) => ({ value: id, label: told(label, counts.kinds.get(id)) }))
  const whose = place.authorities
    .filter(({ id }) => counts.authorities.has(id) || id === asked.authorityId)
    .map(({ id, name }) => ({ value: String(id), label: told(name, counts.authorities.get(id)) }))
  const lists = [
    {
      kind: 'list' as const,
      name: 'quoi',
      label: 'Quoi',
      value: asked.kind ?? '',
      all: 'Tout',
      options: whats,
    },
    {
      ...{ kind: 'list' as const, name: 'qui', label: 'De qui', value: String(asked.authorityId ?? '') },
      ...{ all: 'Toutes les collectivités', options: whose },
    },
  ]
  const text = {
    kind: 'text' as const,
    name: 'q',
    label: 'Mots',
    value: asked.words,
    placeholder: 'Page, démarche, personne',
  }
  return filters({
    action: HERE,
    label: 'Chercher partout',
    button: 'Chercher',
    filters: asked.words === '' ? [text] : [text, ...lists.filter(({ options }) => options.length > 0)],
  })
}

const hitLine = ({ href, title, text }: Hit): Html =>
  html`<li><a href="${href}">${title}</a>${text !== '' && html`<span class="meta">${text}</span>`}</li>`

/** Part of a text: what it leaves out is said at both ends. */
function excerpt(text: string): Html {
  const plain = unmarked(text).trim()
  const isCut = plain !== '' && !/[.!?…»]$/.test(plain)
  return html`${/^\p{Ll}/u.test(plain) && '… '}${marked(text.trim())}${isCut && ' …'}`
}

const resultLine = ({ place, ...one }: Result, where: Territory): Html => {
  const { href, title, text, kind, within, authorityId, at } = one
  return html`<li><a href="${href}">${marked(title)}</a><span class="meta">${kind}${within !== null && html` de «\u00a0${within}\u00a0»`}, ${where.authority(authorityId).name}, ${shortDate(localDay(at, where.zone))}${place !== null && html`, <b>${place}</b>`}</span><span class="excerpt">${excerpt(text)}</span></li>`
}

const atHand = ({ kind, hits }: View['live'][number]): Html =>
  html`<h2 class="inside small">${kind.label}</h2><ul class="inside found">${hits.map(hitLine)}</ul>`

function found(view: View): Html {
  const { asked, results, live, counts, page, place, nearest } = view
  if (asked.words === '')
    return html`<p class="inside">Ce que vous pouvez lire&nbsp;: contenus, documents et ce qu’ils disent, informations, démarches, instances et personnes.</p>`
  if (results.length === 0 && live.length === 0)
    return nearest === null
      ? emptyState('Rien ne correspond', 'Essayez un autre mot, ou moins de mots.')
      : emptyState(
          'Rien ne correspond',
          html`Vouliez-vous dire <a href="${addressOf({ ...asked, words: nearest }, 1)}"><b>${nearest}</b></a>&nbsp;?`,
        )
  const total = [...counts.kinds].reduce(
    (sum, [kind, count]) => (asked.kind === null || asked.kind === kind ? sum + count : sum),
    0,
  )
  const last = Math.ceil(total / PAGE)
  const said =
    total >= MOST ? `Plus de ${MOST} résultats, les plus récents` : plural(total, 'résultat', 'résultats')
  return html`${results.length > 0 && html`<h2 class="inside small">${said}</h2><ol class="inside found">${results.map((one) => resultLine(one, place))}</ol>`}
    ${numberedPages(page, last, (to) => addressOf(asked, to))}
    ${live.map(atHand)}`
}

export function searchPage(frame: AgentFrame, view: View): Html {
  const title = view.asked.words === '' ? TITLE : `${TITLE}\u00a0: ${view.asked.words}`
  const main = html`<div class="stack"><h1>${TITLE}</h1>${panel('Ce que vous pouvez lire', html`${bar(view)}${found(view)}`, { bare: true })}</div>`
  return agentPage(frame, { title, main, current: HERE })
}
