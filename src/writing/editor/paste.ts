// What comes from elsewhere, made plain before it is read: structure stays, styles go. Word and Google Docs say by styles what pages say
// by elements.

/** What says nothing of a text. */
const DROPPED =
  'script, template, meta, link, title, xml, img, svg, video, audio, iframe, object, input, button'

function rename(element: Element, name: string): Element {
  const other = element.ownerDocument.createElement(name)
  other.replaceChildren(...element.childNodes)
  element.replaceWith(other)
  return other
}

const unwrap = (element: Element): void => element.replaceWith(...element.childNodes)

const styleOf = (element: Element): string => element.getAttribute('data-style')?.toLowerCase() ?? ''

/** Weight and slant are elements; a « b » that is not bold is nothing (Google Docs wraps a whole text in one). */
function plainMarks(body: Element): void {
  for (const element of [...body.querySelectorAll('b, i, span, strong, em')]) {
    const style = styleOf(element)
    const weight = /font-weight:\s*(\w+)/.exec(style)?.[1]
    const slant = /font-style:\s*(\w+)/.exec(style)?.[1]
    const isStrong =
      weight === undefined ? /^(?:B|STRONG)$/.test(element.tagName) : /^(?:bold|[6-9]00)/.test(weight)
    const isEmphasis = slant === undefined ? /^(?:I|EM)$/.test(element.tagName) : slant === 'italic'
    if (isStrong) rename(element, 'strong')
    else if (isEmphasis) rename(element, 'em')
    else unwrap(element)
  }
}

/** The level of an item of Word; null: it is a paragraph. */
const wordLevel = (element: Element): number | null => {
  const found = /mso-list:\s*l\d+\s+level(\d+)/.exec(styleOf(element))
  return found ? Number(found[1]) : null
}

/** The bullet or the number that Word writes before an item. */
function takeBullet(item: Element): string {
  const ignored = [...item.querySelectorAll('span')].find((span) => styleOf(span).includes('mso-list:'))
  const bullet = ignored?.textContent.trim() ?? ''
  ignored?.remove()
  return bullet
}

/** Paragraphs that Word shows as items become lists. */
function wordLists(body: Element): void {
  let open: { list: Element; level: number }[] = []
  let before: Element | null = null
  for (const item of [...body.querySelectorAll('p')]) {
    const level = wordLevel(item)
    if (level === null) continue
    // Something else stands between: another list begins.
    if (before === null || item.previousElementSibling !== before) open = []
    const name = /^[\p{L}\p{N}]+[.)]/u.test(takeBullet(item)) ? 'ol' : 'ul'
    open = open.filter((one) => one.level <= level)
    let last = open.at(-1)
    if (last === undefined || last.level < level) {
      const list = body.ownerDocument.createElement(name)
      const parent = last?.list.lastElementChild
      if (parent) parent.append(list)
      else item.before(list)
      last = { list, level }
      open.push(last)
    }
    const line = body.ownerDocument.createElement('li')
    line.append(item)
    last.list.append(line)
    before = open[0]?.list ?? null
  }
}

/** Cells hold words alone: paragraphs in them are words that follow one another. */
function plainCells(body: Element): void {
  for (const cell of body.querySelectorAll('td, th')) {
    for (const inside of [...cell.querySelectorAll('p, div, li, br')]) inside.append(' ')
    cell.textContent = cell.textContent.replace(/\s+/g, ' ').trim()
    cell.removeAttribute('colspan')
    cell.removeAttribute('rowspan')
  }
}

/** Styles as words: the content policy would have each of them told to whoever watches. */
const inert = (pasted: string): string =>
  pasted
    .replace(/<(\/?)style\b/gi, '<$1template')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/i, ' data-style='))

/** Pasted markup with its structure, and nothing else. */
export function cleanPasted(pasted: string): string {
  // Copied in the editor itself: it is ours already.
  if (pasted.includes('data-pm-slice')) return pasted
  const { body } = new DOMParser().parseFromString(inert(pasted), 'text/html')
  for (const element of body.querySelectorAll(DROPPED)) element.remove()
  wordLists(body)
  plainCells(body)
  plainMarks(body)
  for (const element of body.querySelectorAll('*'))
    for (const { name } of [...element.attributes]) if (name !== 'href') element.removeAttribute(name)
  return body.innerHTML
}
