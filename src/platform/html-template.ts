// Reads the static parts of an `html` template once, and says what each hole may hold. Refuses what cannot be made safe.

/** Where a hole stands. `url` starts a URL attribute; `path` follows its first `/`. */
export type HoleKind = 'text' | 'attribute' | 'url' | 'path' | 'attributes'

/** A template that was checked: static chunks around holes (`chunks.length === holes.length + 1`). */
export interface Template {
  chunks: readonly string[]
  holes: readonly HoleKind[]
}

const FORBIDDEN_TAGS = new Set(
  'style iframe object embed base xmp noembed noframes plaintext foreignobject animate set'.split(' '),
)
const FORBIDDEN_ATTRIBUTES = new Set(['style', 'srcdoc', 'srcset', 'http-equiv', 'ping'])
const URL_ATTRIBUTES = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'poster',
  'cite',
  'data',
])
const SAFE_SCHEME = /^(?:https?|mailto|tel|otpauth|openid-credential-offer):/i

/** True when the attribute's value is an address that a browser may follow or load. */
export const isUrlAttribute = (name: string): boolean => URL_ATTRIBUTES.has(name)

/** Throws when the attribute may never be written: handlers (`on…`), inline style, nested documents. */
export function checkAttributeName(name: string): void {
  if (!/^[a-z][a-z0-9:-]*$/i.test(name)) throw new SyntaxError(`html: attribute name « ${name} » is not one`)
  const lower = name.toLowerCase()
  if (lower.startsWith('on') || FORBIDDEN_ATTRIBUTES.has(lower)) {
    throw new SyntaxError(`html: attribute ${name} is refused (content policy)`)
  }
}

const OWN_SRCSET = /^\/[\w-]+(?:\/[\w-]+)* \d+w(?:, \/[\w-]+(?:\/[\w-]+)* \d+w)*$/

/** Paths of this site, each with its width, and nothing that has to be escaped: several addresses in one attribute are judged whole. */
export const isOwnSrcset = (value: string): boolean => OWN_SRCSET.test(value)

/** Relative addresses, http, https, mailto, tel, otpauth (applications of codes) and openid-credential-offer (wallets); control characters and spaces cannot hide another scheme. */
export function isSafeUrl(value: string): boolean {
  // browsers skip them inside a scheme
  const bare = value.replace(/[\u0000-\u0020\u007f-\u00a0]/g, '')
  const head = bare.slice(0, (bare.search(/[/?#\\]/) + 1 || bare.length + 1) - 1)
  return !head.includes(':') || SAFE_SCHEME.test(head)
}

interface Scan {
  mode: keyof typeof STEPS
  tag: string
  attribute: string
  value: string
  previous: string
}

function refuse(what: string): never {
  throw new SyntaxError(`html: ${what}`)
}

const isSpace = (char: string): boolean => /\s/.test(char)

function endTag(scan: Scan): void {
  const tag = scan.tag.toLowerCase()
  scan.value = ''
  scan.mode = tag === 'script' ? 'empty' : 'text'
}

function startAttribute(scan: Scan, char: string): void {
  if (!/[a-z]/i.test(char)) refuse(`« ${char} » inside <${scan.tag}>`)
  scan.attribute = char
  scan.mode = 'attributeName'
}

function insideTag(scan: Scan, char: string): void {
  if (char === '>') endTag(scan)
  else if (isSpace(char) || char === '/') scan.mode = 'tag'
  else if (scan.mode === 'tag') startAttribute(scan, char)
  else refuse(`a space is missing before « ${char} » inside <${scan.tag}>`)
}

function endValue(scan: Scan): void {
  const isIcon = scan.value.startsWith('data:image/svg+xml,') && !scan.value.includes('\0')
  if (isUrlAttribute(scan.attribute) && !isIcon && !isSafeUrl(scan.value.replaceAll('\0', ''))) {
    refuse(`scheme refused in ${scan.attribute}="${scan.value}"`)
  }
  scan.mode = 'afterValue'
}

/** One step a state: reads a character, moves to the next state or throws. */
const STEPS = {
  text(scan: Scan, char: string) {
    if (char === '<') scan.mode = 'tagOpen'
  },
  tagOpen(scan: Scan, char: string) {
    scan.value = ''
    scan.tag = char
    if (char === '!') scan.mode = 'declaration'
    else if (char === '/') scan.mode = 'closing'
    else if (/[a-z]/i.test(char)) scan.mode = 'tagName'
    else refuse('a « < » that opens no tag: write &lt;')
  },
  declaration(scan: Scan, char: string) {
    scan.value += char
    const isComment = scan.value.startsWith('--')
    if (char === '>' && (!isComment || (scan.value.length > 4 && scan.value.endsWith('-->'))))
      scan.mode = 'text'
  },
  closing(scan: Scan, char: string) {
    if (char === '>') scan.mode = 'text'
    else if (!/[a-z0-9-]/i.test(char)) refuse(`« ${char} » in a closing tag`)
  },
  tagName(scan: Scan, char: string) {
    if (/[a-z0-9-]/i.test(char)) {
      scan.tag += char
      return
    }
    if (FORBIDDEN_TAGS.has(scan.tag.toLowerCase())) refuse(`<${scan.tag}> is refused`)
    insideTag(scan, char)
  },
  tag: insideTag,
  afterValue: insideTag,
  attributeName(scan: Scan, char: string) {
    if (/[a-z0-9:-]/i.test(char)) {
      scan.attribute += char
      return
    }
    checkAttributeName(scan.attribute)
    scan.attribute = scan.attribute.toLowerCase()
    scan.value = ''
    if (char === '=') scan.mode = 'equals'
    else insideTag(scan, char)
  },
  equals(scan: Scan, char: string) {
    if (char !== '"') refuse(`the value of ${scan.attribute} stands in double quotes`)
    scan.mode = 'value'
  },
  value(scan: Scan, char: string) {
    if (char === '"') {
      endValue(scan)
      return
    }
    if (scan.value === '\0' && isUrlAttribute(scan.attribute) && !/[/?#]/.test(char)) {
      refuse(`« ${char} » after the first hole of ${scan.attribute}: only / ? or # may follow`)
    }
    scan.value += char
  },
  empty(scan: Scan, char: string) {
    scan.value += char
    if (!'</script>'.startsWith(scan.value.toLowerCase())) refuse('nothing stands inside <script>')
    if (scan.value.length === '</script>'.length) scan.mode = 'text'
  },
}

function urlHole(scan: Scan): HoleKind {
  if (scan.value === '') return 'url'
  if (scan.value === '/') return 'path'
  if (/[/?#]/.test(scan.value) || SAFE_SCHEME.test(scan.value)) return 'attribute'
  return refuse(`a hole of ${scan.attribute} comes first, or after / ? or #`)
}

function hole(scan: Scan): HoleKind {
  if (scan.mode === 'text') return 'text'
  if (scan.mode === 'tag' && isSpace(scan.previous)) {
    scan.mode = 'afterValue'
    return 'attributes'
  }
  if (scan.mode !== 'value')
    return refuse(`a hole stands in ${scan.mode} (<${scan.tag}>): use text or a quoted value`)
  const kind = isUrlAttribute(scan.attribute) ? urlHole(scan) : 'attribute'
  scan.value += '\0'
  return kind
}

/** Indentation of the source is not sent, except where spaces count. */
function shorten(strings: readonly string[]): string[] {
  const keepsSpaces = strings.some((chunk) => /<(?:pre|textarea)/i.test(chunk))
  return strings.map((chunk) => (keepsSpaces ? chunk : chunk.replace(/\n\s*/g, '\n')))
}

/**
 * Checks the static parts of a template.
 * @throws SyntaxError at the first hole or attribute that cannot be made safe
 */
export function readTemplate(strings: readonly string[]): Template {
  const scan: Scan = { mode: 'text', tag: '', attribute: '', value: '', previous: '' }
  const holes: HoleKind[] = []
  strings.forEach((chunk, index) => {
    for (const char of chunk) {
      STEPS[scan.mode](scan, char)
      scan.previous = char
    }
    if (index < strings.length - 1) holes.push(hole(scan))
  })
  if (scan.mode !== 'text') refuse(`the template ends inside <${scan.tag}>`)
  return { chunks: shorten(strings), holes }
}
