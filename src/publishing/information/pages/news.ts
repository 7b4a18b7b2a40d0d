// Notices as a short list of links: home page and list of informations.
import { type Html, html } from '#platform/html.ts'

/** What a line shows. */
export interface NewsItem {
  id: number
  theme: string
  title: string
  /** « Ville de Bron », when several authorities speak. */
  from?: string | undefined
}

/** A list of notices; nothing when there is none. */
export function newsList(items: readonly NewsItem[]): Html | null {
  if (items.length === 0) return null
  const lines = items.map(
    ({ id, theme, title, from }) =>
      html`<li><span class="meta">${theme}${from !== undefined && `, ${from}`}</span><a href="/informations/${id}">${title}</a></li>`,
  )
  return html`<ul class="news">${lines}</ul>`
}
