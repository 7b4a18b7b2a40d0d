// A rich text as a reader sees it: made on the server, by the tag `html` alone.
import { attrs, type Html, html } from '#platform/html.ts'
import { typo } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { isHref, isOutside } from './address.ts'
import type {
  Block,
  Callout,
  Image,
  Inline,
  List,
  Mark,
  Paragraph,
  RichText,
  Table,
  Text,
} from './document.ts'

/** Where a stored picture is read, in which widths, and whom it is by. */
export interface ShownFile {
  readonly src: string
  readonly srcset?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
  /** Said under it, unless the text says another. */
  readonly credit?: string | undefined
}

/** How wide a text is at most: a narrower picture is enough on a narrower screen. */
const SIZES = '(max-width: 44rem) 100vw, 44rem'

export interface Shown {
  /** Where the picture of a file is, for whoever reads; null: it is no longer there, and is told by its words. */
  readonly file: (id: string) => ShownFile | null
  /** The level of the title under which the text stands: 1 when absent. */
  readonly under?: 1 | 2
}

const OUTSIDE = html`${icon('external-link')}<span class="hidden"> (autre site)</span>`

function marked(said: Html, mark: Mark): Html {
  switch (mark.type) {
    case 'strong':
      return html`<strong>${said}</strong>`
    case 'emphasis':
      return html`<em>${said}</em>`
    case 'abbreviation':
      return html`<abbr title="${mark.attrs.expansion}">${said}</abbr>`
    case 'link': {
      const { href } = mark.attrs
      if (!isHref(href)) return said
      return isOutside(href)
        ? html`<a href="${href}" rel="external noopener">${said}${OUTSIDE}</a>`
        : html`<a href="${href}">${said}</a>`
    }
  }
}

/** Marks of a passage are in their order, the outer first. Spaces that no keyboard has are put where French wants them. */
const passage = ({ text, marks }: Text): Html => (marks ?? []).reduceRight(marked, html`${typo(text)}`)

const inlineOf = (content: readonly Inline[]): Html[] =>
  content.map((one) => (one.type === 'text' ? passage(one) : html`<br>`))

const HEADINGS: Readonly<Record<number, (said: Html[]) => Html>> = {
  2: (said) => html`<h2>${said}</h2>`,
  3: (said) => html`<h3>${said}</h3>`,
  4: (said) => html`<h4>${said}</h4>`,
  5: (said) => html`<h5>${said}</h5>`,
}

const flowOf = (flow: readonly (Paragraph | List)[]): Html[] =>
  flow.map((one) => (one.type === 'paragraph' ? html`<p>${inlineOf(one.content)}</p>` : listOf(one)))

function listOf({ type, content }: List): Html {
  const items = content.map((item) => {
    const [first, ...others] = item.content
    const said = first?.type === 'paragraph' ? inlineOf(first.content) : []
    return html`<li>${said}${flowOf(others)}</li>`
  })
  return type === 'bulletList' ? html`<ul class="plain">${items}</ul>` : html`<ol class="plain">${items}</ol>`
}

const CALLOUT = {
  information: { tone: 'info', icon: 'info', said: 'Information' },
  attention: { tone: 'warn', icon: 'triangle-alert', said: 'Attention' },
} as const

function calloutOf({ attrs: { kind }, content }: Callout): Html {
  const { tone, icon: drawn, said } = CALLOUT[kind]
  return html`<div class="notice ${tone}" role="note" aria-label="${said}">${icon(drawn)}<div class="rich">${flowOf(content)}</div></div>`
}

function tableOf({ attrs: { caption }, content: [head, ...rows] }: Table): Html {
  const heads = head?.content.map(({ content }) =>
    content.length === 0 ? html`<td></td>` : html`<th scope="col">${inlineOf(content)}</th>`,
  )
  const lines = rows.map(({ content: [first, ...others] }) => {
    const cells = others.map((cell) => html`<td>${inlineOf(cell.content)}</td>`)
    return html`<tr><th scope="row">${inlineOf(first?.content ?? [])}</th>${cells}</tr>`
  })
  const title = caption !== '' && html`<caption>${caption}</caption>`
  return html`<div class="scroll" role="region" aria-label="${caption || 'Tableau'}" tabindex="0"><table>${title}<thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`
}

function imageOf({ attrs: image }: Image, { file }: Shown): Html | null {
  const shown = file(image.file)
  if (shown === null && image.decorative) return null
  const { src, srcset, width, height } = shown ?? {}
  const credit = image.credit || (shown?.credit ?? '')
  const drawn =
    src === undefined
      ? html`<p class="meta">${image.alternative}</p>`
      : html`<img ${attrs({ src, srcset, sizes: srcset && SIZES, width, height, alt: image.alternative, loading: 'lazy' })}>`
  const said = [image.caption, credit && `Crédit\u00a0: ${credit}`].filter(Boolean).join(' ')
  return html`<figure>${drawn}${said && html`<figcaption>${said}</figcaption>`}</figure>`
}

function blockOf(block: Block, shown: Shown): Html | null {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${inlineOf(block.content)}</p>`
    case 'heading':
      return HEADINGS[block.attrs.level + (shown.under ?? 1) - 1]?.(inlineOf(block.content)) ?? null
    case 'bulletList':
    case 'orderedList':
      return listOf(block)
    case 'quote':
      return html`<blockquote>${flowOf(block.content)}</blockquote>`
    case 'callout':
      return calloutOf(block)
    case 'table':
      return tableOf(block)
    case 'image':
      return imageOf(block, shown)
    case 'separator':
      return html`<hr>`
  }
}

/** A rich text as it is read. */
export const renderRich = ({ content }: RichText, shown: Shown): Html =>
  html`<div class="rich">${content.map((block) => blockOf(block, shown))}</div>`
