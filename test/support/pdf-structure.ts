// Judges a PDF by the rules of PDF/UA-1 (ISO 14289-1) that a program can judge: each fault names its rule, with the clause that asks it.
import assert from 'node:assert/strict'
import {
  type Dict,
  Name,
  nameIn,
  PdfFile,
  type PdfValue,
  Reader,
  Ref,
  Stream,
  Text,
  Word,
} from './pdf-objects.ts'

export const RULES = {
  readable: 'a table of objects that is plain (ours)',
  identification: 'its metadata say that it is PDF/UA-1 (5)',
  marked: 'its catalogue says that it is tagged (7.1)',
  language: 'its catalogue says its language (7.2)',
  title: 'its title is in its metadata, and is what a window shows (7.1)',
  roles: 'a tree of structure, of types that readers know (7.1)',
  content: 'everything drawn is in a tag or an ornament, each in one (7.1)',
  tree: 'what is tagged on a page is in the tree, once, and the other way round (7.1)',
  figures: 'a figure has an alternative text (7.3)',
  headings: 'headings begin with the first level, and skip none (7.4.2)',
  tables: 'a table is made of rows, with headers that say their scope (7.5)',
  lists: 'a list is made of items, of a label and a body (7.6)',
  annotations: 'what is clicked is in the tree and has words, pages are walked by structure (7.18)',
  fonts: 'each face that is used is in the file (7.21.4)',
  unicode: 'each face that is used says the letters of its shapes (7.21.7)',
} as const
export type Rule = keyof typeof RULES

export interface Fault {
  rule: Rule
  what: string
}

/** Standard types (ISO 32000-1, 14.8.4) that our papers may use. */
const STANDARD = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference Code Link Annot Figure Formula Form'.split(
    ' ',
  ),
)
const PAINTS = new Set('Tj TJ \' " f F f* S s B B* b b* Do sh EI'.split(' '))

/** An element of the tree, in reading order. */
interface Element {
  role: string
  dict: Dict
  children: Element[]
  /** Marks of pages: `page:mcid`. */
  marks: string[]
  parent: Element | null
}

class Judge {
  readonly faults: Fault[] = []
  private readonly file: PdfFile
  private readonly catalogue: Dict
  /** Page objects by number, in order. */
  private readonly pages: { id: number; dict: Dict }[] = []
  private readonly drawn = new Set<string>()
  private readonly fonts = new Map<PdfValue, string>()

  constructor(file: PdfFile) {
    this.file = file
    this.catalogue = file.dict(file.trailer.get('Root')) ?? new Map()
    this.walkPages(this.catalogue.get('Pages'))
  }

  judge(): Fault[] {
    this.document()
    for (const page of this.pages) this.page(page)
    const elements = this.tree()
    this.marks(elements)
    this.shape(elements)
    this.faces()
    return this.faults
  }

  private fault(rule: Rule, what: string): void {
    this.faults.push({ rule, what })
  }

  private walkPages(value: PdfValue | undefined): void {
    const dict = this.file.dict(value)
    if (dict === undefined) return
    if (nameIn(dict, 'Type') === 'Page') this.pages.push({ id: value instanceof Ref ? value.id : -1, dict })
    for (const kid of (this.file.get(dict.get('Kids')) as PdfValue[] | undefined) ?? []) this.walkPages(kid)
  }

  private document(): void {
    const { file, catalogue } = this
    if (file.dict(catalogue.get('MarkInfo'))?.get('Marked') !== true) this.fault('marked', 'MarkInfo')
    const language = file.get(catalogue.get('Lang'))
    if (!(language instanceof Text) || !/^[a-z]{2,3}(-|$)/i.test(language.words))
      this.fault('language', 'Lang')
    const metadata = file.get(catalogue.get('Metadata'))
    const xmp = metadata instanceof Stream ? metadata.data.toString('utf8') : ''
    if (!/pdfuaid:part(?:>|=")1/.test(xmp)) this.fault('identification', 'pdfuaid:part')
    if (!/<dc:title>[\s\S]*?<rdf:li[^>]*>\s*\S/.test(xmp)) this.fault('title', 'dc:title')
    if (file.dict(catalogue.get('ViewerPreferences'))?.get('DisplayDocTitle') !== true)
      this.fault('title', 'DisplayDocTitle')
    if (this.pages.length === 0) this.fault('roles', 'no page')
  }

  private contents({ dict }: { dict: Dict }): Buffer {
    const parts = [this.file.get(dict.get('Contents'))].flat().map((one) => this.file.get(one))
    return Buffer.concat(parts.flatMap((one) => (one instanceof Stream ? [one.data, Buffer.from('\n')] : [])))
  }

  /** What is drawn on a page, and in what. */
  private page(page: { id: number; dict: Dict }): void {
    const resources = this.file.dict(page.dict.get('Resources'))
    const reader = new Reader(this.contents(page))
    const open: ('artifact' | 'tag' | 'other')[] = []
    let operands: PdfValue[] = []
    for (let token = reader.next(); token !== undefined; token = reader.next()) {
      if (!(token instanceof Word)) {
        operands.push(token)
        continue
      }
      const { word } = token
      if (word === 'BDC' || word === 'BMC') open.push(this.opened(page.id, operands, open, resources))
      else if (word === 'EMC' && open.pop() === undefined) this.fault('content', `page ${page.id}: EMC`)
      else if (word === 'Tf') this.used(resources, operands[0])
      else if (PAINTS.has(word) && !open.includes('tag') && !open.includes('artifact'))
        this.fault('content', `page ${page.id}: ${word} is in nothing`)
      operands = []
    }
    if (open.length > 0) this.fault('content', `page ${page.id}: ${open.join()} without end`)
    if ([...this.drawn].some((mark) => mark.startsWith(`${page.id}:`)) && !page.dict.has('StructParents'))
      this.fault('tree', `page ${page.id} has no StructParents`)
    this.annotations(page)
  }

  private opened(
    page: number,
    [tag, properties]: readonly PdfValue[],
    open: readonly string[],
    resources: Dict | undefined,
  ): 'artifact' | 'tag' | 'other' {
    const named =
      properties instanceof Name
        ? this.file.dict(this.file.dict(resources?.get('Properties'))?.get(properties.name))
        : properties instanceof Map
          ? properties
          : undefined
    if (tag instanceof Name && tag.name === 'Artifact') {
      if (open.includes('tag')) this.fault('content', `page ${page}: an ornament in a tag`)
      return 'artifact'
    }
    const mcid = named?.get('MCID')
    if (typeof mcid !== 'number') return 'other'
    if (open.includes('artifact')) this.fault('content', `page ${page}: a tag in an ornament`)
    if (open.includes('tag')) this.fault('content', `page ${page}: a tag in a tag`)
    const mark = `${page}:${mcid}`
    if (this.drawn.has(mark)) this.fault('tree', `${mark} is drawn twice`)
    this.drawn.add(mark)
    return 'tag'
  }

  private used(resources: Dict | undefined, font: PdfValue | undefined): void {
    if (!(font instanceof Name)) return
    const found = this.file.dict(resources?.get('Font'))?.get(font.name)
    if (found === undefined) this.fault('fonts', `${font.name} is nowhere`)
    else this.fonts.set(this.file.get(found) ?? null, font.name)
  }

  private annotations({ id, dict }: { id: number; dict: Dict }): void {
    const all = (this.file.get(dict.get('Annots')) as PdfValue[] | undefined) ?? []
    if (all.length > 0 && nameIn(dict, 'Tabs') !== 'S') this.fault('annotations', `page ${id}: Tabs`)
    for (const one of all) {
      const annotation = this.file.dict(one)
      if (annotation === undefined) continue
      if (!annotation.has('StructParent'))
        this.fault('annotations', `page ${id}: ${nameIn(annotation, 'Subtype')} is in no tag`)
      const words = this.file.get(annotation.get('Contents'))
      if (!(words instanceof Text) || words.words === '') this.fault('annotations', `page ${id}: no words`)
    }
  }

  private tree(): Element[] {
    const root = this.file.dict(this.catalogue.get('StructTreeRoot'))
    if (root === undefined) {
      this.fault('roles', 'StructTreeRoot')
      return []
    }
    const map = this.file.dict(root.get('RoleMap'))
    const elements: Element[] = []
    const walk = (value: PdfValue | undefined, parent: Element | null, onPage: number) => {
      const found = this.file.get(value)
      if (Array.isArray(found)) for (const one of found) walk(one, parent, onPage)
      else if (typeof found === 'number') parent?.marks.push(`${onPage}:${found}`)
      else if (found instanceof Map) {
        const pg = found.get('Pg')
        const page = pg instanceof Ref ? pg.id : onPage
        if (nameIn(found, 'Type') === 'MCR') parent?.marks.push(`${page}:${Number(found.get('MCID'))}`)
        else if (nameIn(found, 'Type') !== 'OBJR') {
          const said = nameIn(found, 'S')
          const role = STANDARD.has(said) ? said : nameIn(map, said)
          if (!STANDARD.has(role)) this.fault('roles', `${said} is no type that is known`)
          const element: Element = { role, dict: found, children: [], marks: [], parent }
          parent?.children.push(element)
          elements.push(element)
          walk(found.get('K'), element, page)
        }
      }
    }
    walk(root.get('K'), null, -1)
    if (elements[0]?.role !== 'Document') this.fault('roles', 'what is first is no Document')
    if (!root.has('ParentTree')) this.fault('tree', 'ParentTree')
    return elements
  }

  /** What pages mark and what the tree holds are the same, each once. */
  private marks(elements: readonly Element[]): void {
    const held = elements.flatMap(({ marks }) => marks)
    for (const mark of this.drawn) if (!held.includes(mark)) this.fault('tree', `${mark} is in no element`)
    for (const mark of new Set(held)) {
      if (!this.drawn.has(mark)) this.fault('tree', `${mark} is drawn nowhere`)
      if (held.filter((one) => one === mark).length > 1) this.fault('tree', `${mark} is in two elements`)
    }
  }

  private words(dict: Dict, key: string): string {
    const value = this.file.get(dict.get(key))
    return value instanceof Text ? value.words.trim() : ''
  }

  private shape(elements: readonly Element[]): void {
    let level = 0
    for (const element of elements) {
      const { role, dict, children, parent } = element
      const kids = children.map((child) => child.role)
      const only = (rule: Rule, ...roles: string[]) => {
        if (kids.some((kid) => !roles.includes(kid))) this.fault(rule, `${role} of ${kids.join()}`)
      }
      const inside = (rule: Rule, ...roles: string[]) => {
        if (!roles.includes(parent?.role ?? '')) this.fault(rule, `${role} in ${parent?.role}`)
      }
      if (role === 'Figure' && this.words(dict, 'Alt') === '' && this.words(dict, 'ActualText') === '')
        this.fault('figures', 'no Alt')
      const heading = /^H([1-6])$/.exec(role)
      if (role === 'H') this.fault('headings', 'a heading without level')
      if (heading !== null) {
        const own = Number(heading[1])
        if (own > level + 1) this.fault('headings', `${role} after level ${level}`)
        level = own
      }
      if (role === 'L') only('lists', 'L', 'LI', 'Caption')
      if (role === 'L' && children.length === 0) this.fault('lists', 'a list of nothing')
      if (role === 'LI') {
        only('lists', 'Lbl', 'LBody')
        inside('lists', 'L')
      }
      if (role === 'Table') this.table(element)
      if (role === 'TR') {
        only('tables', 'TH', 'TD')
        inside('tables', 'Table', 'THead', 'TBody', 'TFoot')
      }
      if (role === 'TH' || role === 'TD') inside('tables', 'TR')
    }
  }

  private table({ children }: Element): void {
    const rows = children.flatMap((child) =>
      ['THead', 'TBody', 'TFoot'].includes(child.role) ? child.children : [child],
    )
    for (const { role } of rows)
      if (!['TR', 'Caption'].includes(role)) this.fault('tables', `Table of ${role}`)
    const heads = rows.flatMap((row) => row.children).filter(({ role }) => role === 'TH')
    if (heads.length === 0) this.fault('tables', 'no header')
    for (const { dict } of heads) {
      const attributes = [this.file.get(dict.get('A'))].flat().map((one) => this.file.dict(one))
      if (!attributes.some((one) => nameIn(one, 'Scope') !== ''))
        this.fault('tables', 'a header without scope')
    }
    const widths = new Set(rows.filter(({ role }) => role === 'TR').map((row) => row.children.length))
    if (widths.size > 1) this.fault('tables', `rows of ${[...widths].join()} cells`)
  }

  private faces(): void {
    for (const [font, name] of this.fonts) {
      const dict = font instanceof Map ? font : undefined
      const [descendant] = (this.file.get(dict?.get('DescendantFonts')) as PdfValue[] | undefined) ?? []
      const own = this.file.dict(descendant) ?? dict
      const descriptor = this.file.dict(own?.get('FontDescriptor'))
      if (!['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(key)))
        this.fault('fonts', `${nameIn(dict, 'BaseFont') || name} is not in the file`)
      const unicode = this.file.get(dict?.get('ToUnicode'))
      if (!(unicode instanceof Stream) || !/beginbf(range|char)/.test(unicode.data.toString('latin1')))
        this.fault('unicode', nameIn(dict, 'BaseFont') || name)
    }
  }
}

/** What is wrong with it; nothing: nothing that a program can see. */
export function judgePdf(bytes: Buffer): Fault[] {
  try {
    return new Judge(new PdfFile(bytes)).judge()
  } catch (error) {
    return [{ rule: 'readable', what: String(error) }]
  }
}

/** @throws AssertionError that lists the faults, by the names of their rules */
export function assertAccessible(bytes: Buffer): void {
  assert.deepEqual([...new Set(judgePdf(bytes).map(({ rule, what }) => `${rule}: ${what}`))], [])
}
