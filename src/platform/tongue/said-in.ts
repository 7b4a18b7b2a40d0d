// A text that knows in which language it is: two marks and a code go along with it wherever texts go (Unicode’s interlinear annotation,
// which stays inside programs). `html` alone reads them: a `lang` around exactly that text. Pure.

/** A language that pages may be read in. */
export interface Language {
  /** BCP 47: « en », « pt-BR ». */
  code: string
  /** It is written from right to left. */
  rtl?: true | undefined
}

export const CODE = /^[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?$/
export const FRENCH: Language = { code: 'fr' }

const [BEGINS, SAYS, ENDS] = ['\ufff9', '\ufffa', '\ufffb']
const RTL = ' rtl'
const ANY = /[\ufff9-\ufffb]/
const ALL = /\ufff9|\ufffa[^\ufff9-\ufffb]*\ufffb/g

export const isMarked = (text: string): boolean => ANY.test(text)

/** That text, said in that language. Texts of other languages may stand inside it. */
export const saidIn = ({ code, rtl }: Language, text: string): string =>
  `${BEGINS}${text}${SAYS}${code}${rtl === true ? RTL : ''}${ENDS}`

/** As it is read where no markup tells languages: a title, an attribute, the line of a list. */
export const unmarked = (text: string): string =>
  isMarked(text) ? text.replace(ALL, '').replace(ANY, '') : text

/** The one language of a text that is said in one, whole; null for any other. */
export function languageOf(text: string): Language | null {
  if (!text.startsWith(BEGINS) || !text.endsWith(ENDS)) return null
  return readCode(text.slice(text.lastIndexOf(SAYS) + 1, -1))
}

function readCode(said: string): Language | null {
  const rtl = said.endsWith(RTL)
  const code = rtl ? said.slice(0, -RTL.length) : said
  return CODE.test(code) ? { code, ...(rtl && { rtl }) } : null
}

/** A piece of text, or what is said in one language; null: marks that say none. */
type Piece = string | { language: Language | null; inside: Piece[] }

/** The pieces of a text that is marked. Marks that go with no other are left out. */
export function piecesOf(text: string): Piece[] {
  const open: Piece[][] = [[]]
  for (const [all, begins, code, plain] of text.matchAll(
    /(\ufff9)|\ufffa([^\ufff9-\ufffb]*)\ufffb|([^\ufff9-\ufffb]+)|[\ufffa\ufffb]/g,
  )) {
    if (begins !== undefined) open.push([])
    else if (plain !== undefined) open.at(-1)?.push(all)
    else if (code !== undefined && open.length > 1) {
      const inside = open.pop() ?? []
      open.at(-1)?.push({ language: readCode(code), inside })
    }
  }
  return open.flat()
}
