// A rich text as it is kept: a closed tree, in the shape that editors of the ProseMirror family read and give, with our own names.

/** What a passage is; a link explains nothing else, and a passage is either important or nuanced: each excludes the other. */
export type Mark =
  | { readonly type: 'strong' | 'emphasis' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } }
  | { readonly type: 'abbreviation'; readonly attrs: { readonly expansion: string } }

export interface Text {
  readonly type: 'text'
  readonly text: string
  /** Absent: a plain passage. */
  readonly marks?: readonly Mark[] | undefined
}

export type Inline = Text | { readonly type: 'hardBreak' }

export interface Paragraph {
  readonly type: 'paragraph'
  readonly content: readonly Inline[]
}

export type Level = 2 | 3 | 4

export interface Heading {
  readonly type: 'heading'
  readonly attrs: { readonly level: Level }
  readonly content: readonly Text[]
}

export interface ListItem {
  readonly type: 'listItem'
  readonly content: readonly (Paragraph | List)[]
}

export interface List {
  readonly type: 'bulletList' | 'orderedList'
  readonly content: readonly ListItem[]
}

export interface Quote {
  readonly type: 'quote'
  readonly content: readonly Paragraph[]
}

export const CALLOUTS = ['information', 'attention'] as const
export type CalloutKind = (typeof CALLOUTS)[number]

export interface Callout {
  readonly type: 'callout'
  readonly attrs: { readonly kind: CalloutKind }
  readonly content: readonly (Paragraph | List)[]
}

/** Cells of the first row are heads; so is the first of each row when it is shown. */
export interface Cell {
  readonly type: 'tableHeader' | 'tableCell'
  readonly content: readonly Text[]
}

export interface TableRow {
  readonly type: 'tableRow'
  readonly content: readonly Cell[]
}

export interface Table {
  readonly type: 'table'
  readonly attrs: { readonly caption: string }
  readonly content: readonly TableRow[]
}

export interface Image {
  readonly type: 'image'
  readonly attrs: {
    /** By which whoever keeps pictures knows it. */
    readonly file: string
    /** What it shows to whoever does not see it; empty: not said yet, or nothing to say of a decorative one. */
    readonly alternative: string
    readonly decorative: boolean
    readonly caption: string
    readonly credit: string
  }
}

export interface Separator {
  readonly type: 'separator'
}

export type Block = Paragraph | Heading | List | Quote | Callout | Table | Image | Separator

export interface RichText {
  readonly type: 'doc'
  readonly content: readonly Block[]
}

export const emptyRich: RichText = { type: 'doc', content: [] }

/** What stands in the text that nobody may write more of. */
export const MOST = {
  /** Characters of the notation of a whole text. */
  notation: 60_000,
  blocks: 1_000,
  items: 200,
  /** Lists inside one another. */
  depth: 3,
  columns: 12,
  rows: 200,
  /** Passages of a paragraph. */
  passages: 500,
  href: 2_000,
  line: 500,
} as const
